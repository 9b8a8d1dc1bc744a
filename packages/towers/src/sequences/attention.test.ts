import { describe, expect, it } from "vitest";
import { testRuntime } from "../../test/expect-layer.js";
import { expectSequenceLayer } from "../../test/expect-sequence.js";
import { initialNumbers } from "../layers/initial-numbers.js";
import { Attention } from "./attention.js";

const attention = (inputWidth: number) =>
  new Attention({ name: "history", inputWidth, initial: initialNumbers(3, "query") });

describe("Attention", () => {
  it("computes its formula and derivative on rows of any length", async () => {
    const width = 3;
    await expectSequenceLayer(
      attention(width),
      [2, 0, 1, 5],
      (vectors, [kernel, bias, context]) => {
        const logits = vectors.map((vector) => {
          let logit = 0;
          for (let unit = 0; unit < width; unit++) {
            let sum = bias[unit];
            vector.forEach((value, i) => {
              sum += value * kernel[i * width + unit];
            });
            logit += context[unit] * Math.tanh(sum);
          }
          return Math.exp(logit);
        });
        const total = logits.reduce((sum, value) => sum + value, 0);
        return Array.from({ length: width }, (_, d) =>
          vectors.reduce((sum, vector, i) => sum + (logits[i] / total) * vector[d], 0),
        );
      },
    );
  });

  it("is the vector itself where a row has but one, and zeros where it has none", async () => {
    const { output } = attention(2).forward(Float32Array.of(3, -4), Int32Array.of(0, 1, 1), {
      runtime: await testRuntime(),
    });
    expect([...output]).toEqual([3, -4, 0, 0]);
  });
});
