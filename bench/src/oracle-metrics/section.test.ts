import { describe, expect, it } from "vitest";
import { sectionOf } from "./section.js";

describe("sectionOf", () => {
  it("has a row for each metric and oracle, and names the versions", () => {
    const agreements = [{ oracle: "an oracle", metric: "map", compared: 7, equal: 6 }];
    const section = sectionOf(agreements, "an oracle 1.0");
    expect(section).toContain("| `map` | an oracle | 7 | 6 |");
    expect(section).toContain("(an oracle 1.0)");
  });
});
