import { describe, expect, it } from "vitest";
import { sectionOf } from "./section.js";

describe("sectionOf", () => {
  it("has a row for each layer, and names the versions", () => {
    const comparison = {
      layer: "Hashing",
      ours: "hashing",
      closeness: "equal",
      columns: 1000,
      cells: 30_500,
      different: 2,
    };
    const versions = { python: "3.11.7", keras: "3.15.1", tensorflow: "2.21.0" };
    const section = sectionOf({ seed: 42, versions, comparisons: [comparison as never] });
    expect(section).toContain("Seed 42: Keras 3.15.1 on TensorFlow 2.21.0, Python 3.11.7.");
    expect(section).toContain("| Hashing | `hashing` | 1,000 | 30,500 | 998 | 2 | equal |");
  });
});
