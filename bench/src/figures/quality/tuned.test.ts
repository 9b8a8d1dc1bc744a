import { describe, expect, it } from "vitest";
import { RANKERS, RANKERS_1M, RANKERS_LATEST_SMALL } from "./rankers.js";
import { bestOf } from "./tuned.js";

const validated = [
  { settings: { k: 1 }, found: { top100: 0.4, top100Unseen: 0.5 } },
  { settings: { k: 2 }, found: { top100: 0.3, top100Unseen: 0.6 } },
  { settings: { k: 3 }, found: { top100: 0.4, top100Unseen: 0.5 } },
];

describe("bestOf", () => {
  it("takes the settings of the highest score, of equal ones the earlier", () => {
    expect(bestOf(validated, ({ top100 }) => top100)).toEqual({ k: 1 });
    expect(bestOf(validated, ({ top100Unseen }) => top100Unseen)).toEqual({ k: 2 });
  });
});

describe("the rankers beside ours", () => {
  it("have several settings each to be given their best of, no two alike", () => {
    for (const { settings } of [...RANKERS, ...RANKERS_1M, ...RANKERS_LATEST_SMALL]) {
      expect(settings.length).toBeGreaterThanOrEqual(4);
      expect(new Set(settings.map((each) => JSON.stringify(each))).size).toBe(settings.length);
    }
  });
});
