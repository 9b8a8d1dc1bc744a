import { describeChanging } from "./conformance/changing.js";
import { describeChoosing } from "./conformance/choosing.js";
import { describeRefusing } from "./conformance/refusing.js";
import { describeSaving } from "./conformance/saving.js";
import { describeScoring, type MakeScorer } from "./conformance/scoring.js";
import { describeSearching } from "./conformance/searching.js";
import type { MakeIndex, TestTools } from "./conformance/tools.js";

export type { MakeScorer, ScorerWanted } from "./conformance/scoring.js";
export type { IndexWanted, MakeIndex, TestTools } from "./conformance/tools.js";

/**
 * Tests every promise of the `Index` interface, with exact answers.
 * @param name - how the reports call the index.
 * @param make - makes an empty index of the given width, or reads back a saved one.
 * @param tools - the test runner's functions.
 * @example
 * import { exactIndex, loadExactIndex } from "@towerkit/retrieval";
 * import { describeIndex } from "@towerkit/retrieval/conformance";
 * import { describe, expect, it } from "vitest";
 *
 * describeIndex("exactIndex", ({ dim, saved }) => (saved ? loadExactIndex(saved) : exactIndex({ dim })), {
 *   describe,
 *   it,
 *   expect,
 * });
 */
export function describeIndex(name: string, make: MakeIndex, tools: TestTools): void {
  tools.describe(`${name} as an index`, () => {
    describeSearching(make, tools);
    describeChoosing(make, tools);
    describeChanging(make, tools);
    describeRefusing(make, tools);
    describeSaving(make, tools);
  });
}

/**
 * Tests every promise of the `Scorer` interface.
 * @param name - how the reports call the scorer.
 * @param make - makes the scorer, and says what to ask it.
 * @param tools - the test runner's functions.
 * @example
 * import { describeScorer } from "@towerkit/retrieval/conformance";
 * import { describe, expect, it } from "vitest";
 *
 * const queries = [{ user_id: "ann" }, { user_id: "bob" }];
 * describeScorer("mine", () => ({ scorer: createMine(), queries }), { describe, it, expect });
 */
export function describeScorer(name: string, make: MakeScorer, tools: TestTools): void {
  tools.describe(`${name} as a scorer`, () => describeScoring(make, tools));
}
