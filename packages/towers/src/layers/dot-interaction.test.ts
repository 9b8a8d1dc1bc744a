import { describe, expect, it } from "vitest";
import { expectLayer, type RowFormula, testRuntime } from "../../test/expect-layer.js";
import { type DotInteractionOptions, dotInteraction } from "./dot-interaction.js";
import { Network } from "./network.js";

const dotFormula =
  ({ dim, selfInteraction, skipGather }: DotInteractionOptions): RowFormula =>
  (row) => {
    const vectors = row.length / dim;
    const products: number[] = [];
    for (let a = 0; a < vectors; a++) {
      for (let b = 0; b < vectors; b++) {
        const counts = b < a || (b === a && selfInteraction === true);
        if (!counts && !skipGather) continue;
        let product = 0;
        for (let d = 0; d < dim; d++) product += row[a * dim + d] * row[b * dim + d];
        products.push(counts ? product : 0);
      }
    }
    return products;
  };

describe("dotInteraction", () => {
  it("gives the lower triangle row by row, worked by hand", async () => {
    const network = new Network({
      layers: [dotInteraction({ dim: 2 })],
      inputWidth: 6,
      name: "test",
      seed: 1,
    });
    const { output } = network.forward(Float32Array.of(1, 2, 3, 4, 5, 6), 1, {
      runtime: await testRuntime(),
    });
    // (3, 4) with (1, 2); (5, 6) with (1, 2); (5, 6) with (3, 4)
    expect([...output]).toEqual([11, 17, 39]);
  });

  it.each([
    { dim: 3 },
    { dim: 3, selfInteraction: true },
    { dim: 3, skipGather: true },
    { dim: 3, selfInteraction: true, skipGather: true },
  ])("computes its products and derivative: %o", async (options) => {
    await expectLayer({
      layers: [dotInteraction(options)],
      inputWidth: 12,
      rows: 3,
      formula: dotFormula(options),
    });
  });

  it("refuses an input that its vectors do not fill, and wrong options", () => {
    const make = () =>
      new Network({ layers: [dotInteraction({ dim: 4 })], inputWidth: 6, name: "test", seed: 1 });
    expect(make).toThrow(/the input is 6 wide, which vectors of dim 4 do not fill/);
    expect(() => dotInteraction({ dim: 0 })).toThrow(/dotInteraction dim/);
    expect(() => dotInteraction({ dim: 1, skipGather: "no" as never })).toThrow(/skipGather/);
  });
});
