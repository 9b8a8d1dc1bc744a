import { describe, expect, it } from "vitest";
import { layOutRecommendations } from "./recommendations.js";

describe("layOutRecommendations", () => {
  it("numbers the titles and aligns their scores", () => {
    expect(
      layOutRecommendations([
        { title: "Heat (1995)", score: 10.5 },
        { title: "Fargo (1996)", score: -0.25 },
      ]),
    ).toEqual(["1.  10.5000  Heat (1995)", "2.  -0.2500  Fargo (1996)"]);
  });

  it("shows what each would be rated, where that is predicted", () => {
    expect(
      layOutRecommendations([
        { title: "Heat (1995)", score: 10.5, rating: 4.129 },
        { title: "Fargo (1996)", score: -0.25, rating: 3.5 },
      ]),
    ).toEqual(["1.  10.5000  4.13 stars  Heat (1995)", "2.  -0.2500  3.50 stars  Fargo (1996)"]);
  });

  it("shows the counts of a popularity ranking as they are", () => {
    expect(layOutRecommendations([{ title: "Heat (1995)", score: 583 }])).toEqual([
      "1.  583  Heat (1995)",
    ]);
  });
});
