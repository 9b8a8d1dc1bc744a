import { ConfigError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { scores, softmax } from "../../test/kernel-inputs.js";
import { createRuntime } from "./create-runtime.js";
import type { Runtime } from "./types.js";

describe.each([
  ["plain", 1],
  ["shared", 2],
])("a view of %s memory", (_, threads) => {
  /** A view from before the memory grew, beside its matrix. */
  async function grown() {
    const runtime = await createRuntime({ threads });
    const matrix = runtime.matrix(2, 2);
    matrix.write(0, Float32Array.of(1, 2, 3, 4));
    const view = matrix.view();
    runtime.matrix(1000, 1000);
    return { runtime, matrix, view };
  }

  /** A view of a matrix that was freed, whose place is free to be worked in. */
  async function freed() {
    const runtime = await createRuntime({ threads });
    const matrix = runtime.matrix(2, 2);
    const view = matrix.view();
    matrix.free();
    return { runtime, view };
  }

  const uses = (runtime: Runtime, view: Float32Array): [string, () => void][] => [
    ["queries", () => runtime.scores({ ...scores(), queries: view })],
    ["candidates", () => runtime.scores({ ...scores(), candidates: view })],
    ["out", () => runtime.scores({ ...scores(), out: view })],
    ["from", () => runtime.matrix(2, 2).write(0, view)],
    [
      "positiveInverseProbabilities",
      () => {
        runtime.inBatchSoftmax({ ...softmax(), positiveInverseProbabilities: view });
      },
    ],
    [
      "offsets",
      () => {
        const forbidden = { offsets: view as never, itemIds: new Int32Array() };
        runtime.inBatchSoftmax({ ...softmax(), forbidden });
      },
    ],
  ];

  it("is refused by name once the memory has grown", async () => {
    const { runtime, view } = await grown();
    for (const [name, use] of uses(runtime, view)) {
      expect(use).toThrow(ConfigError);
      expect(use).toThrow(new RegExp(`^${name} is a view .* call matrix.view\\(\\) anew`));
    }
  });

  it("is refused by name once its matrix is freed", async () => {
    const { runtime, view } = await freed();
    for (const [name, use] of uses(runtime, view)) {
      if (name === "from") continue;
      expect(use).toThrow(new RegExp(`^${name} is a view of a resident matrix that was freed`));
    }
  });

  it("leaves everything as it was where it is refused", async () => {
    const { runtime, matrix, view } = await grown();
    const input = { ...scores(), queries: view };
    expect(() => runtime.scores(input)).toThrow(ConfigError);
    expect(() => matrix.write(0, view)).toThrow(ConfigError);
    expect([...input.out]).toEqual([7, 7]);
    expect([...matrix.view()]).toEqual([1, 2, 3, 4]);
  });

  it("is taken, whole or in part, while it is valid", async () => {
    const { runtime, matrix } = await grown();
    const input = { ...scores(), candidates: matrix.view() };
    runtime.scores(input);
    expect([...input.out]).toEqual([5, 11]);
    const part = { ...scores(), queries: matrix.view().subarray(2) };
    runtime.scores(part);
    expect([...part.out]).toEqual([25, 39]);
    runtime.scores({ ...scores(), out: matrix.view().subarray(1, 3) });
    expect([...matrix.view()]).toEqual([1, 11, 17, 4]);
  });

  it("of another runtime is an array like any other", async () => {
    const { view } = await freed();
    const input = { ...scores(), queries: view.subarray(0, 2) };
    (await createRuntime({ threads })).scores(input);
    expect([...input.out]).toEqual([0, 0]);
  });
});
