import { Autocomplete, Checkbox, FormControlLabel, Stack, TextField } from "@mui/material";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Dependency } from "./task";
import { useTasks } from "./tasks";

interface Props {
  readonly self: string | null;
  readonly dependsOn: readonly Dependency[];
  readonly onChange: (dependsOn: readonly Dependency[]) => void;
}

/** The tasks that must be done before this one runs, each with whether a failure will do. */
export function DependencyFields({ self, dependsOn, onChange }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const found = (useTasks(search, 1).data?.tasks ?? []).filter((task) => task.origin === "api" && task.id !== self);
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const nameOf = (id: string) => names[id] ?? found.find((task) => task.id === id)?.task_name ?? id;
  return (
    <Stack sx={{ gap: 1 }}>
      <Autocomplete
        multiple
        size="small"
        options={found.map((task) => task.id)}
        value={dependsOn.map((dependency) => dependency.task_id)}
        filterOptions={(options) => options}
        getOptionLabel={nameOf}
        onInputChange={(_, text) => {
          setSearch(text);
        }}
        onChange={(_, ids) => {
          setNames({ ...names, ...Object.fromEntries(ids.map((id) => [id, nameOf(id)])) });
          onChange(ids.map((id) => dependsOn.find((known) => known.task_id === id) ?? { task_id: id, on_end: false }));
        }}
        renderInput={(params) => <TextField {...params} label={t("tasks.fields.dependsOn")} />}
      />
      {dependsOn.map((dependency) => (
        <FormControlLabel
          key={dependency.task_id}
          label={t("tasks.onEnd", { name: nameOf(dependency.task_id) })}
          control={
            <Checkbox
              size="small"
              checked={dependency.on_end === true}
              onChange={(_, onEnd) => {
                onChange(dependsOn.map((one) => (one === dependency ? { ...one, on_end: onEnd } : one)));
              }}
            />
          }
        />
      ))}
    </Stack>
  );
}
