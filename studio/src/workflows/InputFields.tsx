import { Checkbox, FormControlLabel, TextField } from "@mui/material";
import { useTranslation } from "react-i18next";
import { fieldOf, isMany, type InputDefinition, type InputValue } from "./inputs";

interface Props {
  readonly inputs: readonly InputDefinition[];
  readonly values: Readonly<Record<string, InputValue>>;
  readonly onChange: (values: Record<string, InputValue>) => void;
}

/** A field for each input that a workflow declares. */
export function InputFields({ inputs, values, onChange }: Props) {
  return inputs.map((input) => (
    <InputField
      key={input.name}
      input={input}
      value={values[input.name]}
      onChange={(value) => {
        onChange({ ...values, [input.name]: value });
      }}
    />
  ));
}

interface FieldProps {
  readonly input: InputDefinition;
  readonly value: InputValue | undefined;
  readonly onChange: (value: InputValue) => void;
}

function InputField({ input, value, onChange }: FieldProps) {
  const { t } = useTranslation();
  const kind = fieldOf(input);
  const label =
    input.displayName === undefined || input.displayName === null || input.displayName === ""
      ? input.name
      : input.displayName;
  if (kind === "checkbox")
    return (
      <FormControlLabel
        label={label}
        control={
          <Checkbox
            checked={value === true}
            onChange={(_, checked) => {
              onChange(checked);
            }}
          />
        }
      />
    );
  const note = isMany(input) ? t("run.onePerLine") : "";
  return (
    <TextField
      label={label}
      name={input.name}
      value={value ?? ""}
      multiline={kind === "lines" || kind === "json"}
      minRows={kind === "lines" ? 3 : 1}
      slotProps={{ htmlInput: { inputMode: kind === "number" ? "decimal" : "text" } }}
      helperText={[input.description, note]
        .filter((text) => text !== null && text !== undefined && text !== "")
        .join(" ")}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    />
  );
}
