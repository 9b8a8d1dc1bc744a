import { ConfigError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { describeScorer } from "./conformance.js";
import type { Query, Scorer } from "./index.js";

const CANDIDATES = Float32Array.of(3, 0, 2, 2, 0, 3);
const queries = [{ x: 1 }, { x: -2 }, { x: 0 }];

const embed = async (asked: readonly Query[]) =>
  Float32Array.from(asked.flatMap(({ x }) => [Number(x), 1]));

/** ⟨[x, 1], candidate⟩ over three candidates. */
const sound: Scorer = {
  name: "sound",
  numCandidates: 3,
  async scores(asked, out) {
    if (out.length !== 3 * asked.length) throw new ConfigError("out");
    const embedded = await embed(asked);
    for (let i = 0; i < out.length; i++) {
      const [q, c] = [Math.floor(i / 3), i % 3];
      out[i] = embedded[2 * q] * CANDIDATES[2 * c] + embedded[2 * q + 1] * CANDIDATES[2 * c + 1];
    }
  },
  vectors: { dim: 2, candidates: CANDIDATES, embed },
};

describeScorer("a sound one", () => ({ scorer: sound, queries }), { describe, it, expect });

/** Runs the suite on a scorer, and returns the name of the first test that fails. */
async function firstFailure(make: () => Scorer): Promise<string | undefined> {
  const tests: { name: string; body: () => Promise<void> }[] = [];
  describeScorer("a scorer", () => ({ scorer: make(), queries: structuredClone(queries) }), {
    describe: (_name, body) => body(),
    it: (name, body) => tests.push({ name, body }),
    expect,
  });
  for (const { name, body } of tests) {
    try {
      await body();
    } catch {
      return name;
    }
  }
  return undefined;
}

const changed = (scores: Scorer["scores"]) => () => ({ ...sound, scores });

const faulty: Readonly<Record<string, () => () => Scorer>> = {
  "has no name": () => () => ({ ...sound, name: "" }),
  "adds to what stood there": () =>
    changed(async (asked, out) => {
      const before = Float32Array.from(out, (value) => (value === 7 ? value : 0));
      await sound.scores(asked, out);
      for (let i = 0; i < out.length; i++) out[i] += before[i];
    }),
  "scores by a query's place": () =>
    changed(async (asked, out) => {
      await sound.scores(asked, out);
      for (let i = 3; i < out.length; i++) out[i] += Math.floor(i / 3);
    }),
  "gives all queries one answer": () =>
    changed(async (asked, out) => {
      await sound.scores(asked, out);
      for (let i = 3; i < out.length; i++) out[i] = out[i % 3];
    }),
  "shares memory between calls": () => {
    let latest: readonly Query[] = [];
    return changed(async (asked, out) => {
      latest = asked;
      await Promise.resolve();
      await sound.scores(latest.length === asked.length ? latest : asked, out);
    });
  },
  "changes queries": () =>
    changed(async (asked, out) => {
      await sound.scores(asked, out);
      for (const query of asked) (query as Record<string, unknown>)["seen"] = true;
    }),
  "takes an array of any length": () =>
    changed(async (asked, out) => {
      const scores = new Float32Array(3 * asked.length);
      await sound.scores(asked, scores);
      out.set(scores.subarray(0, out.length));
    }),
  "gives vectors of other scores": () => () => ({
    ...sound,
    vectors: { dim: 2, candidates: CANDIDATES.map((value) => value * 2), embed },
  }),
};

describe("the conformance suite of scorers", () => {
  it.each(Object.keys(faulty))("catches a scorer that %s", async (fault) => {
    expect(await firstFailure(faulty[fault]?.() as () => Scorer)).toBeTypeOf("string");
  });
});
