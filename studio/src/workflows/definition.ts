import { useQuery } from "@tanstack/react-query";
import { get } from "../server/request";
import type { InputDefinition } from "./inputs";

/** What the console itself needs of a definition. */
export interface DefinitionHead {
  readonly definitionId: string;
  readonly name?: string | null;
  readonly version: number;
  readonly isPublished: boolean;
  readonly inputs?: readonly InputDefinition[];
}

/** The latest version of a definition, draft or published. */
export function useDefinition(definitionId: string | null) {
  return useQuery({
    queryKey: ["definition", definitionId],
    enabled: definitionId !== null,
    queryFn: () =>
      get<DefinitionHead>(`/elsa/api/workflow-definitions/by-definition-id/${encodeURIComponent(definitionId ?? "")}`, {
        versionOptions: "Latest",
      }),
  });
}

/** All published definitions, by name. */
export function usePublished() {
  return useQuery({
    queryKey: ["published"],
    queryFn: () =>
      get<{ items: DefinitionHead[] }>("/elsa/api/workflow-definitions", {
        versionOptions: "Published",
        OrderBy: "Name",
      }),
  });
}

/** One version of a definition; it does not change. */
export function useDefinitionVersion(versionId: string | null) {
  return useQuery({
    queryKey: ["definition-version", versionId],
    enabled: versionId !== null,
    staleTime: Infinity,
    queryFn: () => get<DefinitionHead>(`/elsa/api/workflow-definitions/by-id/${encodeURIComponent(versionId ?? "")}`),
  });
}
