import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { made, shapes, tensorOf } from "../../test/arbitraries.js";
import { cpuOf, open } from "../../test/engines.js";
import { resultsOn, type Tf } from "../../test/results.js";
import type { TensorFlow } from "../index.js";

let tensorflow: TensorFlow;
let cpu: TensorFlow;

beforeAll(async () => {
  tensorflow = await open({ threads: 1 });
  cpu = cpuOf(tensorflow);
});

/** A tensor without an empty axis, one of its axes, and places along that. */
const gathered = shapes({ min: 1 })
  .map((shape) => shape.map((extent) => extent + 1))
  .chain((shape) =>
    fc.nat({ max: shape.length - 1 }).chain((axis) =>
      fc.record({
        x: made(shape),
        axis: fc.constant(axis),
        rows: fc.array(fc.nat({ max: (shape[axis] as number) - 1 }), { maxLength: 6 }),
      }),
    ),
  );

describe("gather", () => {
  it("gives the cpu backend's values along any axis", () => {
    fc.assert(
      fc.property(gathered, ({ x, axis, rows }) => {
        const work = (tf: Tf) => tf.gather(tensorOf(tf, x), tf.tensor1d(rows, "int32"), axis);
        expect(resultsOn(tensorflow, work)).toEqual(resultsOn(cpu, work));
      }),
    );
  });

  it("takes lists of lists, and batches by the cpu backend", () => {
    const work = (tf: Tf) => [
      tf.gather(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([0, 1, 1, 0], [2, 2], "int32")),
      tf.gather(
        tf.tensor2d([1, 2, 3, 4], [2, 2]),
        tf.tensor2d([0, 1, 1, 0], [2, 2], "int32"),
        1,
        1,
      ),
    ];
    expect(resultsOn(tensorflow, work)).toEqual(resultsOn(cpu, work));
  });

  it("refuses places that are not there, in TensorFlow.js's words", () => {
    for (const place of [2, -1]) {
      const wrong = () => resultsOn(tensorflow, (tf) => tf.gather([1, 2], [place]));
      expect(wrong).toThrow(/not in \[0, 1\]/);
    }
  });
});

describe("unsortedSegmentSum", () => {
  it("gives the cpu backend's bits", () => {
    const summed = fc
      .tuple(fc.nat({ max: 6 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }))
      .chain(([rows, width, segments]) =>
        fc.record({
          x: made([rows + 1, width]),
          ids: fc.array(fc.nat({ max: 4 }), { minLength: rows + 1, maxLength: rows + 1 }),
          segments: fc.constant(segments),
        }),
      );
    fc.assert(
      fc.property(summed, ({ x, ids, segments }) => {
        const work = (tf: Tf) =>
          tf.unsortedSegmentSum(tensorOf(tf, x) as never, tf.tensor1d(ids, "int32"), segments);
        expect(resultsOn(tensorflow, work)).toEqual(resultsOn(cpu, work));
      }),
    );
  });
});
