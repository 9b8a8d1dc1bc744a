import { describe, expect, it } from "vitest";
import { readFilmTitle } from "./film-title.js";

describe("readFilmTitle", () => {
  it.each([
    ["Copper Mill (1996)", "Copper Mill", 1996],
    ["Copper Mill, The (1996)", "The Copper Mill", 1996],
    ["Cobalt Café, A (1935)", "A Cobalt Café", 1935],
    ["Horloge, L' (1962)", "L'Horloge", 1962],
    ["Parade, Das (Parade, The) (1981)", "Das Parade (Parade, The)", 1981],
    ["Mill III: The Flood (1995) (V)", "Mill III: The Flood", 1995],
    ["Mill (1), The (1990)", "The Mill (1)", 1990],
    ["1984", "1984", null],
    ["unknown", "unknown", null],
    ["Mill, The", "The Mill", null],
    ["", "", null],
  ])("reads %j", (title, name, year) => {
    expect(readFilmTitle(title)).toEqual({ name, year });
  });
});
