/** Somewhere to write text: a process's stream, or a collector in a test. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** The streams that a command writes to: results on `stdout`, progress and warnings on `stderr`. */
export interface Io {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
}

/** What a command says, line by line. */
export interface Voice {
  /** A line of the result. */
  say(line?: string): void;
  /** A line beside the result: progress, a warning. */
  note(line: string): void;
}

/**
 * A voice over the streams. With `resultsAsJson` standard output belongs to the JSON alone, so the
 * readable result goes to standard error.
 */
export function createVoice(io: Io, options: { resultsAsJson: boolean }): Voice {
  const results = options.resultsAsJson ? io.stderr : io.stdout;
  return {
    say: (line = "") => void results.write(`${line}\n`),
    note: (line) => void io.stderr.write(`${line}\n`),
  };
}
