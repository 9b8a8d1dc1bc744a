import { createGenerator } from "@towerkit/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bitsOf } from "../../../test/bits.js";
import { exp32 } from "../../math/exp32.js";
import { log32 } from "../../math/log32.js";
import { tanh32 } from "../../math/tanh32.js";
import { createRuntime } from "../../runtime/create-runtime.js";
import { LocalRuntime } from "../../runtime/local-runtime.js";
import type { Runtime } from "../../runtime/types.js";

const functions = { exp: exp32, log: log32, tanh: tanh32 };

describe.each(["plain", "vector", "fast"])("a %s runtime", (kind) => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime =
      kind === "plain"
        ? new LocalRuntime({ machine: undefined })
        : await createRuntime({ threads: 1, fast: kind === "fast" });
  });
  afterAll(() => runtime.close());

  describe.each(["exp", "log", "tanh"] as const)("has %s", (name) => {
    const computed = (values: Float32Array) => {
      const out = new Float32Array(values.length);
      runtime[name]({ values, out });
      return out;
    };

    it.each([0, 1, 3, 63, 64, 1001, 300_003])("of each of %d values", (count) => {
      const generator = createGenerator(42, name);
      const values = Float32Array.from({ length: count }, () => (generator.uniform() - 0.3) * 60);
      expect(bitsOf(computed(values))).toBe(bitsOf(values.map(functions[name])));
    });

    it("in place of the values", () => {
      const values = Float32Array.from({ length: 300 }, (_, i) => i / 7);
      const expected = computed(values);
      runtime[name]({ values, out: values });
      expect(values).toEqual(expected);
    });

    it("that lets what is not a number flow through, with the same bits always", () => {
      const values = new Float32Array(new Uint32Array(400).fill(0xffc12345).buffer);
      const bits = new Uint32Array(computed(values).buffer);
      expect([...new Set(bits)]).toEqual([0x7fc00000]);
    });
  });
});
