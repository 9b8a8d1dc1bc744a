import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaUnderCurve, gradedNdcg } from "./prediction-metrics.js";

const floats = (...values: number[]) => Float32Array.from(values);

describe("gradedNdcg", () => {
  it("is 1 for the best order and less for any other", () => {
    const labels = floats(3, 0, 1);
    const listOffsets = Int32Array.of(0, 3);
    expect(gradedNdcg({ predictions: floats(9, 1, 5), labels, listOffsets })).toBe(1);
    // Gains 7, 0, 1 at places 1, 0, 2 of the order: (7 / log2(3) + 1 / 2) / (7 + 1 / log2(3)).
    const found = gradedNdcg({ predictions: floats(5, 9, 1), labels, listOffsets });
    expect(found).toBeCloseTo((7 / Math.log2(3) + 1 / 2) / (7 + 1 / Math.log2(3)), 12);
  });

  it("is the mean over the lists that have a label above 0", () => {
    const found = gradedNdcg({
      predictions: floats(1, 2, 1, 2, 1, 2),
      labels: floats(0, 0, 0, 1, 1, 0),
      listOffsets: Int32Array.of(0, 2, 4, 6),
    });
    expect(found).toBeCloseTo((1 + 1 / Math.log2(3)) / 2, 12);
  });

  it("is not a number where nothing is better than nothing", () => {
    const one = { predictions: floats(1), labels: floats(0), listOffsets: Int32Array.of(0, 1) };
    expect(gradedNdcg(one)).toBeNaN();
  });

  it("refuses lists that do not fit the rows, and numbers that are none", () => {
    const rows = { predictions: floats(1, 2), labels: floats(1, 0) };
    expect(() => gradedNdcg({ ...rows, listOffsets: Int32Array.of(0, 1) })).toThrow(/listOffsets/);
    expect(() =>
      gradedNdcg({ ...rows, labels: floats(Number.NaN, 1), listOffsets: Int32Array.of(0, 2) }),
    ).toThrow(/labels/);
  });
});

describe("areaUnderCurve", () => {
  it("counts the pairs in order, equal ones half", () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(rows, (pairs) => {
        const predictions = floats(...pairs.map(([score]) => score));
        const labels = floats(...pairs.map(([, yes]) => Number(yes)));
        let [right, all] = [0, 0];
        for (const [yes, isYes] of pairs) {
          for (const [no, isNo] of pairs) {
            if (!isYes || isNo) continue;
            all++;
            right += yes > no ? 1 : yes === no ? 0.5 : 0;
          }
        }
        const area = areaUnderCurve({ predictions, labels });
        if (all === 0) expect(area).toBeNaN();
        else expect(area).toBeCloseTo(right / all, 12);
      }),
    );
  });

  it("refuses a label that is neither yes nor no", () => {
    expect(() => areaUnderCurve({ predictions: floats(1), labels: floats(2) })).toThrow(
      /labels\[0\] is 2/,
    );
  });
});
