import { Alert, CircularProgress, Stack, Typography } from "@mui/material";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { currentSession } from "../session/session";
import { elementLeft, elementMayCome } from "./turns";
import { loadStudio } from "./vendor";

type StudioName =
  | "elsa-workflow-definition-list"
  | "elsa-workflow-definition-editor"
  | "elsa-workflow-instance-list"
  | "elsa-workflow-instance-viewer";

type Shown = { readonly kind: "loading" | "shown" } | { readonly kind: "failed"; readonly reason: string };

interface Props {
  readonly name: StudioName;
  /** Attributes in kebab case: strings only (contract 1.1). */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Callbacks: set as properties after the element is defined, else they are lost (contract 1.1). */
  readonly callbacks?: Readonly<Record<string, (id: string) => void>>;
}

/** One of Elsa Studio's own elements, on our server, with the token of the session. */
export function StudioElement({ name, attributes = {}, callbacks = {} }: Props) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(callbacks);
  const [state, setState] = useState<Shown>({ kind: "loading" });
  const identity = JSON.stringify(attributes);

  useEffect(() => {
    latest.current = callbacks;
  });

  useEffect(() => {
    let gone = false;
    const host = place.current;
    Promise.all([loadStudio(), elementMayCome()]).then(
      () => {
        if (gone || host === null) return;
        host.replaceChildren(studioElement(name, JSON.parse(identity) as Record<string, string>, latest));
        setState({ kind: "shown" });
      },
      (error: unknown) => {
        if (!gone) setState({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => {
      gone = true;
      if (host === null || host.childElementCount === 0) return;
      host.replaceChildren();
      elementLeft();
    };
  }, [name, identity]);

  return (
    <>
      {state.kind === "loading" && (
        <Stack sx={{ alignItems: "center", pt: 12, gap: 2 }}>
          <CircularProgress />
          <Typography color="text.secondary">{t("designer.loading")}</Typography>
        </Stack>
      )}
      {state.kind === "failed" && <Alert severity="error">{state.reason}</Alert>}
      <div ref={place} data-testid={name} />
    </>
  );
}

type Callbacks = { readonly current: Readonly<Record<string, (id: string) => void>> };

function studioElement(name: StudioName, attributes: Record<string, string>, callbacks: Callbacks): HTMLElement {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries({ ...backend(), ...attributes }))
    element.setAttribute(attribute, value);
  for (const callback of Object.keys(callbacks.current))
    Object.assign(element, { [callback]: (id: string) => callbacks.current[callback]?.(id) });
  return element;
}

// Every element takes the address and the token itself: a separate elsa-backend-provider is not always read before its neighbour.
function backend(): Record<string, string> {
  const session = currentSession();
  return {
    // Without a slash at the end: the hub's address is made from it (contract 1.2).
    "remote-endpoint": `${window.location.origin}/elsa/api`,
    ...(session === null ? {} : { "access-token": session.token }),
  };
}
