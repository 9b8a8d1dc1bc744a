import { UnknownIdError } from "@towerkit/core";
import type { Context } from "hono";
import type { Failure, FailureCode } from "../api.js";

/** A request that cannot be answered, through no fault of the server. */
export class RequestError extends Error {
  readonly code: Exclude<FailureCode, "internal-error">;

  constructor(code: Exclude<FailureCode, "internal-error">, message: string) {
    super(message);
    this.code = code;
  }
}

const STATUS = { "bad-request": 400, "not-found": 404, "internal-error": 500 } as const;

export function failure(context: Context, code: FailureCode, message: string): Response {
  const body: Failure = { error: { code, message } };
  return context.json(body, STATUS[code]);
}

/** Answers a request whose handler threw. What is not the client's fault is not explained to it. */
export function failureOf(context: Context, error: Error): Response {
  if (error instanceof RequestError) return failure(context, error.code, error.message);
  if (error instanceof UnknownIdError) return failure(context, "not-found", error.message);
  return failure(context, "internal-error", "The server failed; its log says more.");
}
