import type { Tensor } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Made, made, shapes, tensorOf, tensors } from "../../test/arbitraries.js";
import { cpuOf, open } from "../../test/engines.js";
import { resultsOn, type Tf } from "../../test/results.js";
import type { TensorFlow } from "../index.js";

let tensorflow: TensorFlow;
let cpu: TensorFlow;

beforeAll(async () => {
  tensorflow = await open({ threads: 1 });
  cpu = cpuOf(tensorflow);
});

function expectSame(x: Made, operation: (tf: Tf, x: Tensor) => Tensor | Tensor[]): void {
  const [ours, theirs] = [tensorflow, cpu].map((on) =>
    resultsOn(on, (tf) => operation(tf, tensorOf(tf, x))),
  );
  expect(ours).toEqual(theirs);
}

/** A tensor, and something for each of its axes. */
function withEach<T>(perAxis: (extent: number) => fc.Arbitrary<T>): fc.Arbitrary<[Made, T[]]> {
  return shapes({ min: 1 }).chain((shape) =>
    fc.tuple(made(shape), fc.tuple(...shape.map(perAxis))),
  );
}

const order = tensors({ min: 1 }).chain((x) =>
  fc.tuple(
    fc.constant(x),
    fc.shuffledSubarray(
      x.shape.map((_, axis) => axis),
      { minLength: x.shape.length },
    ),
  ),
);

describe("operations that move values give the cpu backend's", () => {
  it("transpose", () => {
    fc.assert(fc.property(order, ([x, axes]) => expectSame(x, (tf, t) => tf.transpose(t, axes))));
  });

  it("reverse", () => {
    const property = fc.property(
      withEach(() => fc.boolean()),
      ([x, flags]) => {
        const axes = flags.flatMap((isReversed, axis) => (isReversed ? [axis] : []));
        expectSame(x, (tf, t) => tf.reverse(t, axes));
      },
    );
    fc.assert(property);
  });

  it("tile", () => {
    const property = fc.property(
      withEach(() => fc.integer({ min: 1, max: 3 })),
      ([x, repetitions]) => expectSame(x, (tf, t) => tf.tile(t, repetitions)),
    );
    fc.assert(property);
  });

  it("pad", () => {
    const width = fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 }));
    const property = fc.property(
      withEach(() => width),
      fc.constantFrom(0, 2.5),
      ([x, paddings], value) => expectSame(x, (tf, t) => tf.pad(t, paddings, value)),
    );
    fc.assert(property);
  });

  it("slice", () => {
    const property = fc.property(
      withEach((extent) =>
        fc
          .nat({ max: extent })
          .chain((from) => fc.tuple(fc.constant(from), fc.nat({ max: extent - from }))),
      ),
      ([x, blocks]) => {
        const begin = blocks.map(([from]) => from);
        const size = blocks.map(([, reach]) => reach);
        expectSame(x, (tf, t) => tf.slice(t, begin, size));
      },
    );
    fc.assert(property);
  });

  it("split and unstack", () => {
    const property = fc.property(
      withEach((extent) => fc.nat({ max: extent })),
      fc.nat(),
      ([x, cuts], seed) => {
        const axis = seed % x.shape.length;
        const [extent, cut] = [x.shape[axis] as number, cuts[axis] as number];
        expectSame(x, (tf, t) => tf.split(t, [cut, extent - cut], axis));
        if (extent > 0) expectSame(x, (tf, t) => tf.unstack(t, axis));
      },
    );
    fc.assert(property);
  });

  it("concat and stack", () => {
    const property = fc.property(
      withEach((extent) => fc.nat({ max: extent })),
      fc.nat(),
      ([x, cuts], seed) => {
        const axis = seed % x.shape.length;
        const begin = cuts.map((cut, own) => (own === axis ? cut : 0));
        expectSame(x, (tf, t) => tf.concat([t, tf.slice(t, begin), t], axis));
        expectSame(x, (tf, t) => tf.stack([t, tf.neg(t)], axis));
      },
    );
    fc.assert(property);
  });
});

describe("operations that move values", () => {
  const work = (tf: Tf) => [
    tf.transpose(tf.tensor2d([1, 2, 3, 4], [2, 2], "int32")),
    tf.tile(tf.tensor1d([true, false], "bool"), [2]),
    tf.split(tf.tensor1d([1, 2, 3, 4], "int32"), 2)[1] as Tensor,
    tf.concat([tf.tensor1d(["a"]), tf.tensor1d(["b"])]),
    tf.split(tf.tensor1d([1, 2, 3]), [1, -1])[1] as Tensor,
  ];

  it("take every type, by themselves or by the cpu backend", () => {
    expect(resultsOn(tensorflow, work)).toEqual(resultsOn(cpu, work));
  });

  it("refuse what TensorFlow.js refuses, in its words", () => {
    const on = (wrong: (tf: Tf) => Tensor) => () => resultsOn(tensorflow, wrong);
    expect(on((tf) => tf.slice(tf.zeros([2, 2]), [1, 0], [2, 2]))).toThrow(/would overflow/);
    expect(on((tf) => tf.concat([tf.zeros([2, 2]), tf.zeros([2, 3])], 0))).toThrow(/[Ss]hape/);
  });
});
