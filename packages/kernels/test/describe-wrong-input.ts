import { ConfigError, type NumericError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { createRuntime } from "../src/runtime/create-runtime.js";
import type { Runtime } from "../src/runtime/types.js";

type RuntimeKernel = {
  [Name in keyof Runtime]: Runtime[Name] extends (input: never) => unknown ? Name : never;
}[keyof Runtime];

/** How input is made wrong, the message that says so, and its class where that is not ConfigError. */
export type WrongInput = [
  what: string,
  change: object,
  message: RegExp,
  error?: typeof NumericError,
];

/** That a kernel refuses wrong input, and a closed runtime, before it writes anything. */
export function describeWrongInput<Name extends RuntimeKernel>(
  kernel: Name,
  { good, bad }: { good: () => Parameters<Runtime[Name]>[0]; bad: WrongInput[] },
): void {
  const run = (runtime: Runtime, input: object) =>
    (runtime[kernel] as (input: object) => unknown)(input);

  describe(`runtime.${kernel}`, () => {
    it("accepts the input that the refusals below are made from", async () => {
      const runtime = await createRuntime({ threads: 1 });
      expect(() => run(runtime, good() as object)).not.toThrow();
      await runtime.close();
    });

    it.each(bad)("refuses %s before it writes anything", async (_, change, message, error) => {
      const runtime = await createRuntime({ threads: 1 });
      const input = { ...(good() as object), ...change };
      const before = copyOf(input);
      expect(() => run(runtime, input)).toThrow(error ?? ConfigError);
      expect(() => run(runtime, input)).toThrow(message);
      expect(copyOf(input)).toEqual(before);
      await runtime.close();
    });

    it("refuses to work on a closed runtime", async () => {
      const runtime = await createRuntime({ threads: 1 });
      await runtime.close();
      expect(() => run(runtime, good() as object)).toThrow(/this runtime is closed/);
    });
  });
}

const copyOf = (input: object) =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? [...(value as Float32Array)] : value,
    ]),
  );
