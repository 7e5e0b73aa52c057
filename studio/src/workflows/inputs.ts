/** An input that a workflow declares, as Elsa's API writes it. */
export interface InputDefinition {
  readonly name: string;
  readonly type: string;
  readonly isArray?: boolean;
  readonly displayName?: string | null;
  readonly description?: string | null;
  readonly category?: string | null;
  readonly uiHint?: string | null;
}

export type InputValue = string | boolean;

const whole = new Set(["Int16", "Int32", "Int64", "Byte", "Long", "Short"]);
const fractional = new Set(["Single", "Double", "Decimal"]);

/** Whether an input takes several values: said by a flag, or by the name of the type (`String[]`, `List<String>`). */
export function isMany(input: InputDefinition): boolean {
  return input.isArray === true || /\[\]$|^(List|ICollection)<.+>$/.test(input.type);
}

/** What kind of field an input asks for. */
export function fieldOf(input: InputDefinition): "checkbox" | "number" | "lines" | "text" | "json" {
  if (isMany(input)) return "lines";
  if (input.type === "Boolean") return "checkbox";
  if (whole.has(input.type) || fractional.has(input.type)) return "number";
  if (input.uiHint === "multiline") return "lines";
  return ["String", "Guid", "DateTime", "DateTimeOffset", "TimeSpan", "Uri"].includes(input.type) ? "text" : "json";
}

/** The value to send for what was typed; undefined: leave the input out. Throws a sentence when it cannot be one. */
export function valueOf(input: InputDefinition, typed: InputValue | undefined): unknown {
  if (typed === undefined || typed === "") return undefined;
  if (typeof typed === "boolean") return typed;
  if (isMany(input))
    return typed
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  const kind = fieldOf(input);
  if (kind === "number") return numberOf(input, typed);
  return kind === "json" ? jsonOf(input, typed) : typed;
}

/** The input object for what was typed; what was left empty is left out. Throws a sentence when a value cannot be one. */
export function filled(
  inputs: readonly InputDefinition[],
  typed: Readonly<Record<string, InputValue>>,
): Record<string, unknown> {
  const values = inputs.map((input) => [input.name, valueOf(input, typed[input.name])] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function numberOf(input: InputDefinition, typed: string): number {
  const value = Number(typed);
  if (Number.isNaN(value) || (whole.has(input.type) && !Number.isInteger(value)))
    throw new Error(
      `${input.displayName ?? input.name}: ${typed} is not a ${whole.has(input.type) ? "whole " : ""}number.`,
    );
  return value;
}

function jsonOf(input: InputDefinition, typed: string): unknown {
  try {
    return JSON.parse(typed);
  } catch {
    // An input of any type may be a plain text as well.
    if (input.type === "Object") return typed;
    throw new Error(`${input.displayName ?? input.name}: write the value as JSON.`);
  }
}
