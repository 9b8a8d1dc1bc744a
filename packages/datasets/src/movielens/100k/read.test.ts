import { ConfigError } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import {
  bytesOf,
  changed as changedOf,
  datasetError,
  type Files,
  textOf,
  withLine as withLineOf,
} from "../../../test/changed-files.js";
import { toyFiles, toyMovieLens } from "../../testing.js";
import { movielens } from "../movielens.js";

const load = (source: Files) => movielens("100k", { source });
const changed = (name: string, change: (text: string) => string) =>
  changedOf(toyFiles(), name, change);
const withLine = (name: string, number: number, line: string) =>
  withLineOf(toyFiles(), name, number, line);
const errorOf = (files: Files) => datasetError(load(files));

describe("reading 100k's format", () => {
  it("gives back what was written, row by row", async () => {
    const made = toyMovieLens();
    const read = await load(toyFiles());
    expect(read.ratings.objects()).toEqual(made.ratings.objects());
    expect(read.movies.objects()).toEqual(made.movies.objects());
    expect(read.users.objects()).toEqual(made.users.objects());
  });

  it("maps columns as TensorFlow Datasets does", async () => {
    const read = await load({
      "u.info": bytesOf("2 users\n2 items\n2 ratings\n"),
      "u.genre": bytesOf("unknown|0\nAction|1\nChildren's|2\nSci-Fi|3\n\n"),
      "u.occupation": bytesOf("healthcare\nnone\n\n"),
      "u.item": bytesOf(
        "10|Dr\u00f4le de Jour (1990)|01-Jan-1990|||0|0|1|1\n20|Nothing (1991)||||1|0|0|0\n",
      ),
      "u.user": bytesOf("1|17|M|healthcare|V1A2B\n2|56|F|none|00000\n"),
      "u.data": bytesOf("2\t10\t5\t881000000\n1\t20\t1\t881000060\n"),
    });
    expect(read.ratings.objects()).toEqual([
      {
        movie_id: "10",
        movie_title: "Dr\u00f4le de Jour (1990)",
        movie_genres: [3, 15],
        user_id: "2",
        user_rating: 5,
        timestamp: 881000000,
        user_gender: false,
        bucketized_user_age: 56,
        raw_user_age: 56,
        user_occupation_label: 11,
        user_occupation_text: "none",
        user_zip_code: "00000",
      },
      {
        movie_id: "20",
        movie_title: "Nothing (1991)",
        movie_genres: [17],
        user_id: "1",
        user_rating: 1,
        timestamp: 881000060,
        user_gender: true,
        bucketized_user_age: 1,
        raw_user_age: 17,
        user_occupation_label: 4,
        user_occupation_text: "healthcare",
        user_zip_code: "V1A2B",
      },
    ]);
  });

  it("takes Windows line ends", async () => {
    const files = changed("u.data", (text) => text.replaceAll("\n", "\r\n"));
    expect((await load(files)).ratings.objects()).toEqual(toyMovieLens().ratings.objects());
  });

  it("tells how far it has come", async () => {
    const files = toyFiles();
    const total = Object.values(files).reduce((sum, bytes) => sum + bytes.length, 0);
    const seen: unknown[] = [];
    await movielens("100k", { source: files, onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toEqual({ kind: "parse", done: total, total });
  });

  it("refuses a name that it does not know", async () => {
    await expect(movielens("100m" as never)).rejects.toThrow(ConfigError);
    await expect(movielens("100m" as never)).rejects.toThrow(/one of "100k", "1m", .*, got "100m"/);
  });
});

describe("a fault in a file", () => {
  it.each([
    ["u.data", "1\t2\t3", /has 3 fields, expected 4/],
    ["u.data", "1\t2\t3\t4\t5", /has 5 fields, expected 4/],
    ["u.data", "", /is empty, expected 4/],
    ["u.data", "1\ttwo\t3\t881000000", /film id must be a whole number, got "two"/],
    ["u.data", "1\t2\t3.5\t881000000", /rating must be a whole number from 1 to 5, got "3.5"/],
    ["u.data", "1\t2\t3\t-1", /timestamp must be a whole number, got "-1"/],
    ["u.data", "1\t2\t0\t881000000", /rating must be a whole number from 1 to 5, got "0"/],
    ["u.data", "1\t2\t6\t881000000", /rating must be a whole number from 1 to 5, got "6"/],
    ["u.data", "999\t2\t3\t881000000", /user id 999 is not in u\.user/],
    ["u.data", "1\t999\t3\t881000000", /film id 999 is not in u\.item/],
    ["u.item", "5|Short (1990)|||", /has 5 fields, expected 24/],
    ["u.item", `five|T||||${"0|".repeat(18)}0`, /film id must be a whole number, got "five"/],
    ["u.item", `1|Again||||${"0|".repeat(18)}0`, /film id 1 stands in the catalogue twice/],
    ["u.item", `5|||||${"0|".repeat(18)}0`, /title is empty/],
    ["u.item", `5|Flags||||${"0|".repeat(18)}2`, /flag must be 0 or 1, got "2"/],
    ["u.user", "5|20|M|writer", /has 4 fields, expected 5/],
    ["u.user", "x|20|M|writer|0", /user id must be a whole number, got "x"/],
    ["u.user", "1|20|M|writer|0", /user id 1 stands in the file twice/],
    ["u.user", "5|old|M|writer|0", /age must be a whole number up to 130, got "old"/],
    ["u.user", "5|131|M|writer|0", /age must be a whole number up to 130, got "131"/],
    ["u.user", "5|20|X|writer|0", /gender must be M or F, got "X"/],
    ["u.user", "5|20|M|pilot|0", /occupation "pilot" is not in u\.occupation/],
    ["u.genre", "Action|7", /expected the next genre and the number 4/],
    ["u.genre", "Slapstick|4", /"Slapstick" is no genre/],
    ["u.occupation", "pilot", /"pilot" is no occupation/],
  ])("in %s: %j", async (name, line, message) => {
    const error = await errorOf(withLine(name, 5, line));
    expect(error.message).toMatch(message);
    expect([error.file, error.line, error.further]).toEqual([name, 5, 0]);
    expect(error.message.startsWith(`${name}:5: `)).toBe(true);
  });

  it("counts further ones of its kind", async () => {
    const error = await errorOf(
      changed("u.data", (text) => {
        const lines = text.split("\n");
        lines[2] = "1\t2\t9\t881000000";
        lines[4] = "1\t2\t8\t881000000";
        lines[5] = "1\t2\t7\t881000000";
        lines[7] = "1\t2";
        return lines.join("\n");
      }),
    );
    expect(error.message).toBe(
      'u.data:3: the rating must be a whole number from 1 to 5, got "9". (and 2 more of this kind)',
    );
    expect(error.further).toBe(2);
  });

  it("finds a row that repeats an earlier one, and not one of another time", async () => {
    const lines = textOf(toyFiles()["u.data"]).split("\n");
    const [user, film, rating, time] = lines[0].split("\t");
    const error = await errorOf(withLine("u.data", 9, [user, film, 1, time].join("\t")));
    expect(error.message).toMatch(
      new RegExp(`^u\\.data:9: user ${user} rated film ${film} at ${time} in an earlier row`),
    );
    const later = withLine("u.data", 9, [user, film, rating, Number(time) + 1].join("\t"));
    expect((await load(later)).ratings.numRows()).toBe(200);
  });

  it("finds files that were cut off in a row", async () => {
    for (const name of ["u.data", "u.item", "u.user"]) {
      const error = await errorOf(changed(name, (text) => text.slice(0, -1)));
      const lines = textOf(toyFiles()[name]).trimEnd().split("\n").length;
      expect(error.message).toMatch(/the file stops in this row, without a line end/);
      expect([error.file, error.line]).toEqual([name, lines]);
    }
  });

  it.each([
    ["u.data", 101, /holds 100 ratings where u\.info says 200: it is truncated/],
    ["u.user", 11, /holds 10 users where u\.info says 20: it is truncated/],
    ["u.item", 16, /holds 15 films where u\.info says 30: it is truncated/],
  ])("finds that %s was cut off between two rows", async (name, line, message) => {
    const half = (text: string) => {
      const lines = text.trimEnd().split("\n");
      return `${lines.slice(0, lines.length / 2).join("\n")}\n`;
    };
    const error = await errorOf(changed(name, half));
    expect(error.message).toMatch(message);
    expect([error.file, error.line]).toEqual([name, line]);
  });

  it("finds more rows than u.info says", async () => {
    const error = await errorOf(changed("u.info", (text) => text.replace("200", "199")));
    expect(error.message).toMatch(/^u\.data:200: holds 200 ratings where u\.info says 199/);
  });

  it.each([
    ["943 user\n", /u\.info:1: expected a count such as "943 users", got "943 user"/],
    ["20 users\n20 users\n", /u\.info:2: expected a count/],
    ["20 users\n30 items\n", /u\.info:3: the number of ratings is missing/],
    ["", /u\.info:1: the number of users is missing/],
  ])("in u.info: %j", async (text, message) => {
    expect((await errorOf({ ...toyFiles(), "u.info": bytesOf(text) })).message).toMatch(message);
  });

  it("finds another encoding than latin-1", async () => {
    const utf8 = (text: string) => textOf(new TextEncoder().encode(text));
    const title = "5|Caf\u00e9 (1990)";
    const row = `${title}||||${"0|".repeat(18)}0`;
    expect((await load(withLine("u.item", 5, row))).movies.get("movie_title", 4)).toBe(
      "Caf\u00e9 (1990)",
    );
    const error = await errorOf(withLine("u.item", 5, utf8(row)));
    expect(error.message).toMatch(/^u\.item:5: is UTF-8 text; expected latin-1/);
    for (const name of Object.keys(toyFiles())) {
      const marked = await errorOf(changed(name, (text) => `\u00ef\u00bb\u00bf${text}`));
      expect(marked.message).toMatch(/starts with the byte order mark of UTF-8/);
    }
  });
});
