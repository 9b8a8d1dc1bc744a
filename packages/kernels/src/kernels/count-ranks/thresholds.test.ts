import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Thresholds } from "./thresholds.js";

const anyFloat = fc.oneof(
  fc.float({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -4, max: 4 }),
);

describe("Thresholds", () => {
  it("counts exactly how many lie below, whatever the values and however unevenly spread", () => {
    fc.assert(
      fc.property(
        fc.array(anyFloat, { minLength: 1, maxLength: 40 }),
        fc.array(anyFloat, { minLength: 1, maxLength: 40 }),
        (values, probes) => {
          const thresholds = new Thresholds(
            new Float32Array(40),
            new Int32Array(Thresholds.bucketMemory(40)),
          );
          thresholds.values.set(values);
          thresholds.sort(values.length);
          for (const probe of [...probes, ...values]) {
            expect(thresholds.countBelow(probe)).toBe(values.filter((v) => v < probe).length);
          }
        },
      ),
    );
  });
});
