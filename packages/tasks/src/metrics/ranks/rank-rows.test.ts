import { ConfigError, createGenerator, NumericError } from "@towerkit/core";
import { createRuntime } from "@towerkit/kernels";
import { describe, expect, it } from "vitest";
import { plainRank } from "../../../test/plain-ranking.js";
import { type RankRowsInput, rankRows } from "./rank-rows.js";

const runtime = await createRuntime();

/** Ranks rows of scores that are at hand. */
const rankScores = (
  scores: readonly (readonly number[])[],
  positives: readonly (readonly number[])[],
  options: Partial<RankRowsInput> = {},
) => {
  const numCandidates = (scores[0] as readonly number[]).length;
  return rankRows({
    numQueries: scores.length,
    numCandidates,
    scoreBlock(first, out) {
      for (let i = 0; i < out.length; i++) {
        const row = scores[first + Math.floor(i / numCandidates)] as readonly number[];
        out[i] = row[i % numCandidates] as number;
      }
    },
    positiveOffsets: offsetsOf(positives),
    positives: Int32Array.from(positives.flat()),
    runtime,
    ...options,
  });
};

const offsetsOf = (lists: readonly (readonly number[])[]) =>
  Int32Array.from([0, ...lists.map((_, i) => lists.slice(0, i + 1).flat().length)]);

describe("rankRows", () => {
  it("counts the candidates above, and equal ones that come earlier", async () => {
    const ranks = await rankScores([[3, 5, 3, 9, 3]], [[0, 1, 2, 3, 4, -1]]);
    expect(Array.from(ranks)).toEqual([2, 1, 3, 0, 4, -1]);
  });

  it("lets the positive lead its equals where ties are optimistic", async () => {
    const ranks = await rankScores([[3, 5, 3, 9, 3]], [[0, 2, 4]], { ties: "optimistic" });
    expect(Array.from(ranks)).toEqual([2, 2, 2]);
  });

  it("leaves excluded candidates out, a positive of its own excepted", async () => {
    const ranks = await rankScores(
      [
        [9, 8, 7, 6],
        [9, 8, 7, 6],
      ],
      [[3, 0, 1], [3]],
      { excludedOffsets: Int32Array.of(0, 2, 2), excluded: Int32Array.of(0, 1) },
    );
    expect(Array.from(ranks)).toEqual([1, 0, 0, 3]);
  });

  it("lets queries share a list of exclusions, or have none", async () => {
    const ranks = await rankScores(
      [
        [9, 8, 7],
        [9, 8, 7],
        [9, 8, 7],
      ],
      [[2], [2], [2]],
      {
        excludedOffsets: Int32Array.of(0, 1, 3),
        excluded: Int32Array.of(0, 0, 1),
        excludedListOfQuery: Int32Array.of(1, -1, 0),
      },
    );
    expect(Array.from(ranks)).toEqual([0, 2, 1]);
  });

  it("ranks the same block by block as all at once, with scores for few queries held at a time", async () => {
    const numCandidates = 2 ** 19;
    const numQueries = 9;
    const random = createGenerator(1, "scores");
    const scores = Array.from({ length: numQueries }, () =>
      Float32Array.from({ length: numCandidates }, () => random.below(50_000)),
    );
    const positives = scores.map((_, query) =>
      Array.from({ length: query % 4 }, () => random.below(numCandidates)),
    );
    const lists = [[0, 1, 2, 3], Array.from({ length: 5000 }, (_, i) => i * 100)];
    const listOfQuery = Int32Array.from(scores, (_, query) => (query % 3) - 1);
    let largestBlock = 0;
    const ranks = await rankRows({
      numQueries,
      numCandidates,
      async scoreBlock(first, out) {
        largestBlock = Math.max(largestBlock, out.length);
        for (let i = 0; i < out.length / numCandidates; i++) {
          out.set(scores[first + i] as Float32Array, i * numCandidates);
        }
      },
      positiveOffsets: offsetsOf(positives),
      positives: Int32Array.from(positives.flat()),
      excludedOffsets: offsetsOf(lists),
      excluded: Int32Array.from(lists.flat()),
      excludedListOfQuery: listOfQuery,
      runtime,
    });
    const expected = positives.flatMap((items, query) =>
      items.map((item) =>
        plainRank(
          {
            user: "",
            item,
            scores: scores[query] as unknown as number[],
            excluded: new Set(lists[listOfQuery[query] as number]),
          },
          "index",
        ),
      ),
    );
    expect(Array.from(ranks)).toEqual(expected);
    expect(largestBlock).toBeLessThan(numQueries * numCandidates);
  });

  it("ranks by vectors as by their dot products, with vectors of few queries held at a time", async () => {
    const dim = 2 ** 20;
    const asked: number[][] = [];
    const vector = (value: number) => new Float32Array(dim).fill(value, 0, 1);
    const ranks = await rankRows({
      numQueries: 3,
      numCandidates: 2,
      scoreBlock: () => expect.fail("vectors make scores superfluous"),
      vectors: {
        dim,
        candidates: Float32Array.from([...vector(1), ...vector(2)]),
        embedBlock: async (first, count) => {
          asked.push([first, count]);
          return Float32Array.from(first === 0 ? [...vector(1), ...vector(-1)] : vector(3));
        },
      },
      positiveOffsets: Int32Array.of(0, 2, 3, 4),
      positives: Int32Array.of(0, 1, 0, 0),
      runtime,
    });
    expect(Array.from(ranks)).toEqual([1, 0, 0, 1]);
    expect(asked).toEqual([
      [0, 2],
      [2, 1],
    ]);
  });

  it("has nothing to do for no queries", async () => {
    const ranks = await rankRows({
      numQueries: 0,
      numCandidates: 3,
      scoreBlock: () => undefined,
      positiveOffsets: Int32Array.of(0),
      positives: new Int32Array(0),
      runtime,
    });
    expect(ranks).toHaveLength(0);
  });

  it("refuses a score that is not a number", async () => {
    await expect(rankScores([[1, Number.NaN]], [[0]])).rejects.toThrow(NumericError);
  });

  it.each([
    ["positives beyond the catalogue", [[2]], {}],
    ["positives below -1", [[-2]], {}],
    ["offsets that do not rise", [[0]], { positiveOffsets: Int32Array.of(1, 1) }],
    ["offsets that end elsewhere", [[0]], { positiveOffsets: Int32Array.of(0, 2) }],
    ["excluded candidates without offsets", [[0]], { excluded: Int32Array.of(0) }],
    ["offsets without excluded candidates", [[0]], { excludedOffsets: Int32Array.of(0, 0) }],
    [
      "an excluded candidate beyond the catalogue",
      [[0]],
      { excludedOffsets: Int32Array.of(0, 1), excluded: Int32Array.of(7) },
    ],
    [
      "a list of exclusions that there is not",
      [[0]],
      {
        excludedOffsets: Int32Array.of(0, 1),
        excluded: Int32Array.of(0),
        excludedListOfQuery: Int32Array.of(1),
      },
    ],
    ["a rule for ties that there is not", [[0]], { ties: "random" as "index" }],
  ])("refuses %s before anything is scored", async (_, positives, options) => {
    let scored = false;
    const scoreBlock = () => {
      scored = true;
    };
    await expect(rankScores([[1, 2]], positives, { ...options, scoreBlock })).rejects.toThrow(
      ConfigError,
    );
    expect(scored).toBe(false);
  });
});
