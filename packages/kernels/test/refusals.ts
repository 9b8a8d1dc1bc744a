import { ConfigError, type NumericError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { createRuntime } from "../src/runtime/create-runtime.js";
import type { Runtime } from "../src/runtime/types.js";

/** What makes a right input wrong, and what the error must say. */
export type Refusal = [what: string, change: object, message: RegExp, error?: typeof NumericError];

/** That a kernel refuses wrong input before it writes anything, and works at all with the right one. */
export function describeRefusals<Name extends keyof Runtime>(
  kernel: Name,
  { good, bad }: { good: () => object; bad: Refusal[] },
): void {
  const run = (runtime: Runtime, input: object) =>
    (runtime[kernel] as (input: object) => unknown)(input);

  describe(`runtime.${kernel}`, () => {
    it("accepts the input that the refusals below are made from", async () => {
      const runtime = await createRuntime();
      expect(() => run(runtime, good())).not.toThrow();
    });

    it.each(bad)("refuses %s before it writes anything", async (_, change, message, error) => {
      const runtime = await createRuntime();
      const input = { ...good(), ...change };
      const before = copyOf(input);
      expect(() => run(runtime, input)).toThrow(error ?? ConfigError);
      expect(() => run(runtime, input)).toThrow(message);
      expect(copyOf(input)).toEqual(before);
    });

    it("refuses to work on a closed runtime", async () => {
      const runtime = await createRuntime();
      await runtime.close();
      expect(() => run(runtime, good())).toThrow(/this runtime is closed/);
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
