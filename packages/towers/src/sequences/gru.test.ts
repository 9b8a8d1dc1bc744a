import { expectAllClose } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { testRuntime } from "../../test/expect-layer.js";
import { expectSequenceLayer } from "../../test/expect-sequence.js";
import { initialNumbers } from "../layers/initial-numbers.js";
import { Gru } from "./gru.js";

const gru = (inputWidth: number, units: number) =>
  new Gru({ name: "history", inputWidth, units, initial: initialNumbers(3, "query") });

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

describe("Gru", () => {
  it("computes its formula and derivative on rows of any length", async () => {
    const units = 2;
    await expectSequenceLayer(gru(3, units), [2, 0, 4, 1, 4], (vectors, parameters) => {
      const [inputKernel, inputBias, stateKernel, stateBias] = parameters;
      const mapped = (
        x: ArrayLike<number>,
        kernel: Float64Array,
        bias: Float64Array,
        at: number,
      ) => {
        let sum = bias[at];
        for (let i = 0; i < x.length; i++) sum += x[i] * kernel[i * 3 * units + at];
        return sum;
      };
      let state = new Array<number>(units).fill(0);
      for (const vector of vectors) {
        state = state.map((old, u) => {
          const x = (gate: number) => mapped(vector, inputKernel, inputBias, gate * units + u);
          const h = (gate: number) => mapped(state, stateKernel, stateBias, gate * units + u);
          const z = sigmoid(x(0) + h(0));
          const r = sigmoid(x(1) + h(1));
          return z * old + (1 - z) * Math.tanh(x(2) + r * h(2));
        });
      }
      return state;
    });
  });

  it("gives a row the same state whatever stands beside it", async () => {
    const layer = gru(2, 3);
    const runtime = await testRuntime();
    const row = Float32Array.of(1, 2, 3, 4, 5, 6);
    const alone = layer.forward(row, Int32Array.of(0, 3), { runtime }).output;
    const beside = Float32Array.of(9, 9, ...row, 7, 7);
    const { output } = layer.forward(beside, Int32Array.of(0, 1, 4, 4, 5), { runtime });
    expectAllClose(output.subarray(3, 6), alone);
    expect([...output.subarray(6, 9)]).toEqual([0, 0, 0]);
  });
});
