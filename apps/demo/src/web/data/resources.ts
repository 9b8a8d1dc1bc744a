import type { Failure } from "../../api.js";

/** What is known of one answer of the server. */
export type Resource<T> =
  | { readonly state: "loading" }
  | { readonly state: "ready"; readonly data: T }
  | { readonly state: "failed"; readonly message: string; readonly isFinal: boolean };

/** Why there is no answer, in words for people. */
export class LoadError extends Error {
  /** Whether asking again would be no use. */
  readonly isFinal: boolean;

  constructor(message: string, { isFinal }: { readonly isFinal: boolean }) {
    super(message);
    this.isFinal = isFinal;
  }
}

/** The server's answers by address. What was answered once is there at once, so that going back is instant. */
export class Resources {
  readonly #answers = new Map<string, unknown>();

  /** The answer, if it came already. */
  known<T>(address: string): T | undefined {
    return this.#answers.get(address) as T | undefined;
  }

  /** @throws LoadError if there is no answer, or an unhappy one. */
  async load<T>(address: string, signal?: AbortSignal): Promise<T> {
    const known = this.known<T>(address);
    if (known !== undefined) return known;
    const answer = await fetch(address, { signal: signal ?? null }).catch((error: Error) => {
      if (error.name === "AbortError") throw error;
      throw new LoadError("The server cannot be reached. Is it still running?", { isFinal: false });
    });
    const body: unknown = await answer.json();
    if (!answer.ok) {
      const { message } = (body as Failure).error;
      throw new LoadError(message, { isFinal: answer.status < 500 });
    }
    this.#answers.set(address, body);
    return body as T;
  }
}
