import type { Generator } from "@towerkit/core";
import { createGenerator } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { bitsOf } from "../../../test/bits.js";
import { anyFloats, describeSameBits } from "../../../test/same-bits.js";
import { anySoftmax } from "../../../test/softmax-fuzz.js";
import { type Machine, makeMachine } from "../../machine/machine.js";
import { Scratch } from "../../runtime/scratch.js";
import type { CatalogueSoftmaxInput } from "./input.js";
import { catalogueSoftmaxKernel } from "./kernel.js";

describeSameBits({
  name: "catalogueSoftmax",
  kernel: catalogueSoftmaxKernel,
  anyInput: (generator): CatalogueSoftmaxInput => {
    const { columnWeights: _, ...input } = anySoftmax(generator);
    return input;
  },
});

describe("catalogueSoftmax of a million candidates and more", () => {
  const numCandidates = 2 ** 20 + 5;
  /** Two blocks of queries, with one query each that has a positive: the others cost next to nothing. */
  const input = (generator: Generator): CatalogueSoftmaxInput => ({
    queries: anyFloats(generator, 17, 2),
    candidates: anyFloats(generator, numCandidates, 2),
    dim: 1,
    positiveOffsets: Int32Array.from({ length: 18 }, (_, q) => (q === 0 ? 0 : q < 17 ? 1 : 2)),
    positiveCandidates: Int32Array.of(3, numCandidates - 1),
    positiveWeights: Float32Array.of(1, 1),
    queryGradients: new Float32Array(17),
    candidateGradients: new Float32Array(numCandidates),
  });

  it("takes fewer queries at a time, with the plain kernel's bits", async () => {
    const machine = (await makeMachine({ threads: 3 })) as Machine;
    const onMachine = input(createGenerator(42, "large catalogue"));
    const plainly = input(createGenerator(42, "large catalogue"));
    const found = catalogueSoftmaxKernel.vector?.(onMachine, machine);
    expect(found).toEqual(catalogueSoftmaxKernel.plain(plainly, new Scratch()));
    expect(bitsOf(onMachine.queryGradients)).toBe(bitsOf(plainly.queryGradients));
    expect(bitsOf(onMachine.candidateGradients)).toBe(bitsOf(plainly.candidateGradients));
    // Candidates, packed, weights, gradients; and the scores of 16 queries, not of 32.
    const words = numCandidates * (8 + 1 + 1 + 8 + 16);
    expect(machine.memory.bytes).toBeLessThan(1.02 * 4 * words);
    await machine.close();
  });
});
