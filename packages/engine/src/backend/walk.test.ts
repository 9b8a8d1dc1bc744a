import { describe, expect, it } from "vitest";
import { forEachPlace, planesOf } from "./walk.js";

describe("planesOf", () => {
  it("joins the axes along which all arrays go on evenly", () => {
    const { plane, outer } = planesOf({
      shape: [2, 3, 4],
      steps: [
        [12, 4, 1],
        [12, 4, 1],
      ],
    });
    expect(plane).toEqual({ rows: 1, count: 24, rowSteps: [0, 0], steps: [1, 1] });
    expect(outer).toEqual({ shape: [], steps: [[], []] });
  });

  it("keeps axes apart where one array repeats itself, and leaves axes of 1 out", () => {
    const { plane, outer } = planesOf({
      shape: [2, 3, 1, 4],
      steps: [
        [12, 4, 4, 1],
        [4, 0, 0, 1],
      ],
    });
    expect(plane).toEqual({ rows: 3, count: 4, rowSteps: [4, 0], steps: [1, 1] });
    expect(outer).toEqual({ shape: [2], steps: [[12], [4]] });
  });

  it("makes one value of no axes", () => {
    const { plane } = planesOf({ shape: [], steps: [[]] });
    expect(plane).toEqual({ rows: 1, count: 1, rowSteps: [0], steps: [0] });
  });
});

describe("forEachPlace", () => {
  const visited = (shape: number[], steps: number[][]) => {
    const places: number[][] = [];
    forEachPlace({ shape, steps }, (place) => places.push([...place]));
    return places;
  };

  it("visits all places in rising order, the last axis fastest", () => {
    const places = visited(
      [2, 3],
      [
        [10, 1],
        [0, -1],
      ],
    );
    expect(places.map(([first]) => first)).toEqual([0, 1, 2, 10, 11, 12]);
    expect(places.map(([, second]) => second)).toEqual([0, -1, -2, 0, -1, -2]);
  });

  it("visits one place of no axes, and none of an empty one", () => {
    expect(visited([], [[], []])).toEqual([[0, 0]]);
    expect(visited([2, 0], [[1, 1]])).toEqual([]);
  });
});
