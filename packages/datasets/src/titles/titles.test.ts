import { ConfigError, tableFromColumns } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanTitle } from "./clean-title.js";
import { cleanTitles } from "./clean-titles.js";
import { dedupe } from "./dedupe.js";
import { parseTitle } from "./parse-title.js";

describe("cleanTitle", () => {
  // The outcomes that the movie-engine notebook prints.
  it.each([
    ["Seven (a.k.a. Se7en) (1995)", "Seven (a.k.a. Se7en)"],
    ["Usual Suspects, The (1995)", "Usual Suspects, The"],
    ["Dumb & Dumber (Dumb and Dumber) (1994)", "Dumb & Dumber (Dumb and Dumber)"],
    ["Star Wars: Episode IV - A New Hope (1977)", "Star Wars: Episode IV - A New Hope"],
    ["  Heat () (1995) ", "Heat"],
    ["1984", "1984"],
    ["(500) Days of Summer (2009)", "(500) Days of Summer"],
  ])("cleans %j as the notebook does", (title, clean) => {
    expect(cleanTitle(title)).toBe(clean);
  });

  it("changes nothing the second time, unless brackets were nested", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9 ,'!]*( \(\d{4}\))?$/), (title) => {
        expect(cleanTitle(cleanTitle(title))).toBe(cleanTitle(title));
      }),
    );
  });
});

describe("parseTitle", () => {
  it.each<[string, Partial<ReturnType<typeof parseTitle>>]>([
    ["Usual Suspects, The (1995)", { title: "The Usual Suspects", year: 1995, article: "The" }],
    ["Seven (a.k.a. Se7en) (1995)", { title: "Seven", year: 1995, alsoKnownAs: ["Se7en"] }],
    [
      "City of Lost Children, The (Cité des enfants perdus, La) (1995)",
      {
        title: "The City of Lost Children",
        year: 1995,
        alsoKnownAs: ["La Cité des enfants perdus"],
      },
    ],
    [
      "Avventura, L' (Adventure, The) (1960)",
      { title: "L'Avventura", alsoKnownAs: ["The Adventure"] },
    ],
    ["Boot, Das (Boat, The) (1981)", { title: "Das Boot", article: "Das", year: 1981 }],
    ["Fawlty Towers (1975–1979)", { title: "Fawlty Towers", year: 1975, endYear: 1979 }],
    ["Death Note: Desu nôto (2006–2007)", { year: 2006, endYear: 2007 }],
    ["Doctor Who (2005- )", { title: "Doctor Who", year: 2005, endYear: undefined }],
    ["Babylon 5", { title: "Babylon 5", year: undefined }],
    ["Heat (1995  ", { title: "Heat", year: 1995 }],
    ["Heat 1995)", { title: "Heat", year: 1995 }],
    [
      "Brazil (Director's cut 1985)",
      { title: "Brazil", year: undefined, alsoKnownAs: ["Director's cut 1985"] },
    ],
    ["2001: A Space Odyssey (1968)", { title: "2001: A Space Odyssey", year: 1968 }],
    ["300 (2007)", { title: "300", year: 2007 }],
    ["Film (a (nested) name) (1999)", { title: "Film", alsoKnownAs: ["a (nested) name"] }],
    ['"Great Performances" Cats (1998)', { title: '"Great Performances" Cats', year: 1998 }],
    ['"Why Me?" (1990)', { title: "Why Me?" }],
    ["¡Three Amigos! (1986)", { title: "¡Three Amigos!" }],
    [
      "Á köldum klaka (Cold Fever) (1994)",
      { title: "Á köldum klaka", alsoKnownAs: ["Cold Fever"] },
    ],
    ["Good, the Bad and the Ugly, The (1966)", { title: "The Good, the Bad and the Ugly" }],
    ["Eat Drink, Man Woman (1994)", { title: "Eat Drink, Man Woman", article: "" }],
    ["Time Travel (9999)", { title: "Time Travel", year: undefined, alsoKnownAs: ["9999"] }],
    ["(1995)", { title: "", year: 1995 }],
    ["", { title: "", year: undefined }],
  ])("takes %j apart", (title, parts) => {
    expect(parseTitle(title)).toMatchObject(parts);
  });

  it("gives back what a title was made of", () => {
    const word = fc
      .stringMatching(/^[A-Z][a-z]{1,8}$/)
      .filter((name) => !["De", "Al", "As", "En", "Lo", "Na", "Az", "Os", "Um"].includes(name));
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1900, max: 2024 }), (first, other, year) => {
        const parsed = parseTitle(`${first} ${other}, The (${other}) (${year})`);
        expect(parsed).toEqual({
          title: `The ${first} ${other}`,
          year,
          endYear: undefined,
          article: "The",
          alsoKnownAs: [other],
        });
      }),
    );
  });

  it("never throws for a string, and refuses all else", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseTitle(text).title).toBeTypeOf("string");
      }),
    );
    expect(() => parseTitle(7 as never)).toThrow(ConfigError);
  });
});

const films = () =>
  tableFromColumns({
    movie_id: ["1", "2", "3", "4"],
    movie_title: ["Sabrina (1995)", "Heat (1995)", "Sabrina (1954)", "Pilot"],
  });

describe("cleanTitles", () => {
  it("keeps the year as a column and reports which films became one title", () => {
    const { table, collisions } = cleanTitles(films());
    expect(table.array("movie_title")).toEqual(["Sabrina", "Heat", "Sabrina", "Pilot"]);
    expect(table.array("movie_year")).toEqual([1995, 1995, 1954, 0]);
    expect(table.array("movie_id")).toEqual(["1", "2", "3", "4"]);
    expect(collisions).toEqual([
      { title: "Sabrina", originals: ["Sabrina (1995)", "Sabrina (1954)"] },
    ]);
  });

  it("cleans as it is told", () => {
    const { table, collisions } = cleanTitles(films(), { clean: (title) => title.toLowerCase() });
    expect(table.get("movie_title", 1)).toBe("heat (1995)");
    expect(collisions).toEqual([]);
  });

  it("refuses a column that is missing or holds no strings", () => {
    expect(() => cleanTitles(films(), { column: "title" })).toThrow(/no column "title"/);
    const numbers = tableFromColumns({ movie_title: [1] });
    expect(() => cleanTitles(numbers)).toThrow(/must hold strings, got 1 in row 0/);
  });
});

describe("dedupe", () => {
  const cleaned = () => cleanTitles(films()).table;

  it("drops the later rows", () => {
    const { table, changed } = dedupe(cleaned(), { how: "first" });
    expect(table.array("movie_id")).toEqual(["1", "2", "4"]);
    expect(changed).toBe(1);
  });

  it("tells rows apart by their years, and by their ids where that is not enough", () => {
    const { table, changed } = dedupe(cleaned(), { how: "rename" });
    expect(table.array("movie_title")).toEqual([
      "Sabrina (1995)",
      "Heat",
      "Sabrina (1954)",
      "Pilot",
    ]);
    expect(changed).toBe(2);
    const twins = tableFromColumns({
      movie_id: ["1", "2"],
      movie_title: ["Heat", "Heat"],
      movie_year: [1995, 1995],
    });
    expect(dedupe(twins, { how: "rename" }).table.array("movie_title")).toEqual([
      "Heat (1995) (1)",
      "Heat (1995) (2)",
    ]);
  });

  it("throws on a repeat where it is told to, and on rows that nothing tells apart", () => {
    expect(() => dedupe(cleaned(), { how: "error" })).toThrow(/"Sabrina" in rows 0 and 2/);
    expect(() => dedupe(cleaned(), { how: "rename", tellApart: [] })).toThrow(/more than once/);
    expect(() => dedupe(cleaned(), { how: "last" as never })).toThrow(/how must be one of/);
  });
});
