/** What the bench says to a contestant, one JSON object a line. */
export type Request =
  | { readonly setup: Setup }
  /** Do the work so many times; `what` tells the works of one contestant apart. */
  | { readonly run: number; readonly what?: string };

/** What a contestant needs to get ready: plain JSON. */
export type Setup = Readonly<Record<string, unknown>>;

/** What is worth knowing about a contestant: its version, the way it chose, its threads. */
export type Info = Readonly<Record<string, unknown>>;

/** What one request to run brought. */
export interface Answer {
  /** One for each time that the work was done. */
  readonly milliseconds: readonly number[];
  /** What else was measured, or computed and can be compared: `{ loss: [...] }`. */
  readonly values?: Readonly<Record<string, readonly number[]>>;
}

/** What a contestant says, one JSON object a line. */
export type Reply = { readonly ready: Info } | Answer | { readonly error: string };

/**
 * Reads one line of a contestant.
 * @throws Error if it is no reply, or says that the contestant failed.
 */
export function readReply(line: string): { readonly ready: Info } | Answer {
  const reply = parse(line);
  if (!isObject(reply)) throw notAReply(line);
  if (typeof reply["error"] === "string") throw new Error(reply["error"]);
  if (isObject(reply["ready"])) return { ready: reply["ready"] };
  const { milliseconds, values = {} } = reply;
  if (!isNumbers(milliseconds) || !isObject(values) || !Object.values(values).every(isNumbers)) {
    throw notAReply(line);
  }
  return { milliseconds, values: values as Readonly<Record<string, readonly number[]>> };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw notAReply(line);
  }
}

const notAReply = (line: string) =>
  new Error(`a contestant should answer with JSON, one object a line; got: ${line.slice(0, 200)}`);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every(Number.isFinite);
