/** What a server's refusal says (RFC 9457, or the form of Elsa's API), as an error that can be shown to a person. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly messages: readonly string[],
    readonly fields: Readonly<Record<string, readonly string[]>> = {},
  ) {
    super(messages.join("\n"));
    this.name = "Problem";
  }
}

interface ProblemBody {
  title?: string;
  detail?: string;
  message?: string;
  errors?: Record<string, string[] | string> | string[];
}

/** Reads the answer's body; never throws. */
export async function problemOf(answer: Response): Promise<Problem> {
  const text = await answer.text().catch(() => "");
  const body = parsed(text);
  if (body === null) return new Problem(answer.status, [text.trim() || `${answer.status} ${answer.statusText}`]);
  const fields = fieldsOf(body);
  const ofFields = Object.values(fields).flat();
  const said = body.detail ?? body.message ?? body.title ?? `${answer.status} ${answer.statusText}`;
  return new Problem(answer.status, ofFields.length > 0 ? ofFields : [said], fields);
}

function parsed(text: string): ProblemBody | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : null;
  } catch {
    return null;
  }
}

function fieldsOf(body: ProblemBody): Record<string, string[]> {
  if (body.errors === undefined) return {};
  if (Array.isArray(body.errors)) return { "": body.errors };
  return Object.fromEntries(
    Object.entries(body.errors).map(([name, said]) => [name, Array.isArray(said) ? said : [said]]),
  );
}
