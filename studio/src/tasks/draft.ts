import { filled, isMany, type InputDefinition, type InputValue } from "../workflows/inputs";
import { limitFields, limitsOf, usualLimits, type LimitsDraft } from "./limits";
import { configOf, emptySchedule, scheduleOf, type ScheduleDraft } from "./schedule";
import type { ActionType, Dependency, MissedRule, OverlapRule, Priority, Task } from "./task";

/** A task while it is being written. */
export interface TaskDraft {
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly action: ActionType;
  /** Empty: the one that ships for the action. */
  readonly procedure: string;
  /** The input of the procedure as the server knows it; what is typed goes over it. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly typed: Readonly<Record<string, InputValue>>;
  readonly schedule: ScheduleDraft;
  readonly zone: string;
  readonly priority: Priority;
  readonly onMissed: MissedRule;
  readonly overlap: OverlapRule;
  readonly dependsOn: readonly Dependency[];
  readonly limits: LimitsDraft;
}

/** A new task, for a procedure or a backup. */
export function newDraft(procedure: string | null): TaskDraft {
  return {
    name: "",
    description: "",
    enabled: true,
    action: procedure === null ? "backup" : "custom",
    procedure: procedure ?? "",
    input: {},
    typed: {},
    schedule: emptySchedule,
    zone: "",
    priority: "normal",
    onMissed: "run_once",
    overlap: "skip",
    dependsOn: [],
    limits: usualLimits,
  };
}

/** What a task is, to be typed over. */
export function draftOf(task: Task): TaskDraft {
  return {
    name: task.task_name,
    description: task.description ?? "",
    enabled: task.enabled,
    action: task.action_type,
    procedure: task.procedure ?? "",
    input: task.action_config,
    typed: {},
    schedule: scheduleOf(task),
    zone: task.time_zone ?? "",
    priority: task.priority,
    onMissed: task.on_missed,
    overlap: task.overlap,
    dependsOn: task.depends_on,
    limits: limitsOf(task),
  };
}

/** What stands in the fields of the inputs: what was typed, else what the task has. */
export function shownInput(draft: TaskDraft, inputs: readonly InputDefinition[]): Record<string, InputValue> {
  const had = inputs.map((input) => [input.name, textOf(input, valueIn(draft.input, input.name))] as const);
  return { ...Object.fromEntries(had.filter(([, value]) => value !== undefined)), ...draft.typed } as Record<
    string,
    InputValue
  >;
}

/** The fields of the API. What the task says of inputs that the procedure does not declare is kept. Throws a sentence when something cannot be. */
export function bodyOf(draft: TaskDraft, inputs: readonly InputDefinition[]): Record<string, unknown> {
  const declared = new Set(inputs.map(({ name }) => keyOf(name)));
  const others = Object.entries(draft.input).filter(([name]) => !declared.has(keyOf(name)));
  return {
    task_name: draft.name,
    description: draft.description,
    enabled: draft.enabled,
    schedule_type: draft.schedule.type === "none" ? null : draft.schedule.type,
    schedule_config: draft.schedule.type === "none" ? null : configOf(draft.schedule),
    time_zone: draft.zone === "" ? null : draft.zone,
    action_type: draft.action,
    procedure: draft.procedure === "" ? null : draft.procedure,
    action_config: { ...Object.fromEntries(others), ...filled(inputs, shownInput(draft, inputs)) },
    priority: draft.priority,
    on_missed: draft.onMissed,
    overlap: draft.overlap,
    depends_on: draft.dependsOn,
    ...limitFields(draft.limits),
  };
}

// The server finds inputs whatever their case, and whether words are joined by underscores.
function keyOf(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

function valueIn(input: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.entries(input).find(([given]) => keyOf(given) === keyOf(name))?.[1];
}

function textOf(input: InputDefinition, value: unknown): InputValue | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "boolean") return value;
  if (isMany(input) && Array.isArray(value)) return value.map(String).join("\n");
  return typeof value === "string" || typeof value === "number" ? `${value}` : JSON.stringify(value);
}
