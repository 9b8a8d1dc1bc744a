import { describe, expect, it } from "vitest";
import { changed, datasetError, textOf, withLine } from "../../../test/changed-files.js";
import { toyFiles, toyMovieLens } from "../../testing.js";
import { movielens } from "../movielens.js";

const utf8 = (text: string) => new TextEncoder().encode(text);
const files = toyFiles({ dataset: "latest-small" });
const load = (source: typeof files) => movielens("latest-small", { source });
const errorOf = (source: typeof files) => datasetError(load(source));

describe("reading comma-separated values", () => {
  it("maps columns as TensorFlow Datasets does, and keeps tags and links", async () => {
    const { ratings, movies, tags, links } = await load({
      "movies.csv": utf8(
        'movieId,title,genres\n7,"Dr\u00f4le, ""La"" (1990)",Comedy|IMAX\n209171,\u6771\u4eac,(no genres listed)\n',
      ),
      "links.csv": utf8("movieId,imdbId,tmdbId\n7,0114709,862\n209171,9999999,\n"),
      "tags.csv": utf8(
        'userId,movieId,tag,timestamp\n3,7,"slow, but ""good""",1445714994\n3,7,,5\n',
      ),
      "ratings.csv": utf8(
        "userId,movieId,rating,timestamp\n2,209171,0.5,1147880044\n2,7,4.0,1147868817\n900000000,7,3,0\n",
      ),
    });
    const first = {
      movie_id: "209171",
      movie_title: "\u6771\u4eac",
      movie_genres: [20],
      user_id: "2",
      user_rating: 0.5,
      timestamp: 1147880044,
    };
    const film = { movie_id: "7", movie_title: 'Dr\u00f4le, "La" (1990)', movie_genres: [4, 11] };
    expect(ratings.objects()).toEqual([
      first,
      { ...film, user_id: "2", user_rating: 4, timestamp: 1147868817 },
      { ...film, user_id: "900000000", user_rating: 3, timestamp: 0 },
    ]);
    expect(movies.objects()[0]).toEqual(film);
    expect(tags.objects()).toEqual([
      { user_id: "3", movie_id: "7", tag: 'slow, but "good"', timestamp: 1445714994 },
      { user_id: "3", movie_id: "7", tag: "", timestamp: 5 },
    ]);
    expect(links.objects()).toEqual([
      { movie_id: "7", imdb_id: "0114709", tmdb_id: "862" },
      { movie_id: "209171", imdb_id: "9999999", tmdb_id: "" },
    ]);
  });

  it("takes Windows line ends, and a byte order mark", async () => {
    const made = toyMovieLens({ dataset: "latest-small" });
    const windows = Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => {
        const text = new TextDecoder().decode(bytes).replaceAll("\n", "\r\n");
        return [name, utf8(`\ufeff${text}`)];
      }),
    );
    const read = await load(windows);
    expect(read.ratings.objects()).toEqual(made.ratings.objects());
    expect(read.tags.objects()).toEqual(made.tags.objects());
  });

  it("takes a data set without a single rating", async () => {
    const empty = await load(toyFiles({ dataset: "latest-small", rows: 0 }));
    expect([empty.ratings.numRows(), empty.movies.numRows()]).toEqual([0, 30]);
  });
});

describe("a fault in a file of comma-separated values", () => {
  it.each([
    ["ratings.csv", "1,2,3.0", /has 3 fields, expected 4: userId,movieId,rating,timestamp/],
    ["ratings.csv", "1,2,3.0,4,5", /has 5 fields, expected 4/],
    ["ratings.csv", "", /is empty, expected 4/],
    ["ratings.csv", "x,2,3.0,978300000", /user id must be a whole number, got "x"/],
    ["ratings.csv", "1,2.0,3.0,978300000", /film id must be a whole number, got "2.0"/],
    ["ratings.csv", "1,2,3.0,-5", /timestamp must be a whole number, got "-5"/],
    ["ratings.csv", "1,2,3.0,1147880044000", /timestamp must be in seconds since 1970/],
    ["ratings.csv", "1,2,0.0,978300000", /rating must be 0.5 to 5 in halves, got "0.0"/],
    ["ratings.csv", "1,2,5.5,978300000", /rating must be 0.5 to 5 in halves, got "5.5"/],
    ["ratings.csv", "1,2,3.7,978300000", /rating must be 0.5 to 5 in halves, got "3.7"/],
    ["ratings.csv", "1,2,good,978300000", /rating must be 0.5 to 5 in halves, got "good"/],
    ["ratings.csv", "1,2,,978300000", /rating must be 0.5 to 5 in halves, got ""/],
    ["ratings.csv", "1,999,3.0,978300000", /film id 999 is not in movies\.csv/],
    ["ratings.csv", '"1"x,2,3.0,978300000', /there is text after a closing quote/],
    ["movies.csv", "5,Short (1990)", /has 2 fields, expected 3: movieId,title,genres/],
    ["movies.csv", "5,Comma, The (1990),Drama", /has 4 fields, expected 3/],
    ["movies.csv", "five,T,Drama", /film id must be a whole number, got "five"/],
    ["movies.csv", "1,Again,Drama", /film id 1 stands in the catalogue twice/],
    ["movies.csv", "5,,Drama", /title is empty/],
    ["movies.csv", "5,T,Slapstick", /"Slapstick" is no genre that MovieLens has/],
    ["movies.csv", "5,Caf\u00e9 (1990),Drama", /is not UTF-8 text/],
    ["tags.csv", "1,2,slow", /has 3 fields, expected 4/],
    ["tags.csv", "x,2,slow,5", /user id must be a whole number, got "x"/],
    ["tags.csv", "1,2,slow,x", /timestamp must be a whole number, got "x"/],
    ["tags.csv", "1,999,slow,5", /film id "999" is not in movies\.csv/],
    ["tags.csv", "1,2,Caf\u00e9,5", /is not UTF-8 text/],
    ["links.csv", "5,0114709", /has 2 fields, expected 3/],
    ["links.csv", "999,0114709,5", /film id "999" is not in movies\.csv/],
    ["links.csv", "1,0114709,5", /film id 1 stands in the file twice/],
    ["links.csv", "4,tt0114709,5", /IMDb id must be digits or empty, got "tt0114709"/],
    ["links.csv", "4,0114709,-5", /TMDB id must be digits or empty, got "-5"/],
  ])("in %s: %j", async (name, line, message) => {
    const error = await errorOf(withLine(files, name, 5, line));
    expect(error.message).toMatch(message);
    expect([error.file, error.line, error.further]).toEqual([name, 5, 0]);
  });

  it("may be that the first row is not the expected one", async () => {
    for (const name of Object.keys(files)) {
      const headless = await errorOf(changed(files, name, (text) => text.replace(/^.*\n/, "")));
      expect(headless.message).toMatch(/:1: expected the names .* in the first row, got /);
      expect([headless.file, headless.line]).toEqual([name, 1]);
      const empty = await errorOf(changed(files, name, () => ""));
      expect(empty.message).toMatch(/:1: is empty; expected the names /);
    }
  });

  it("is counted with further ones of its kind", async () => {
    const lines = textOf(files["ratings.csv"]).split("\n");
    for (const at of [2, 4, 6]) lines[at] = "1,2,9.0,978300000";
    const error = await errorOf(changed(files, "ratings.csv", () => lines.join("\n")));
    expect(error.message).toMatch(/^ratings\.csv:3: the rating .* \(and 2 more of this kind\)$/);
  });

  it("may be a row that repeats an earlier one, whatever order the users come in", async () => {
    const lines = textOf(files["ratings.csv"]).split("\n");
    const [user, film, , time] = lines[3].split(",");
    const error = await errorOf(withLine(files, "ratings.csv", 190, `${user},${film},1.0,${time}`));
    expect(error.message).toBe(
      `ratings.csv:190: user ${user} rated film ${film} at ${time} in an earlier row already.`,
    );
  });

  it("may be that it was cut off in a row", async () => {
    for (const name of Object.keys(files)) {
      const error = await errorOf(changed(files, name, (text) => text.slice(0, -1)));
      expect(error.message).toMatch(/the file stops in this row, without a line end/);
      expect(error.file).toBe(name);
    }
  });

  it("may be a quote that is never closed", async () => {
    const error = await errorOf(withLine(files, "movies.csv", 31, '30,"Open (1990),Drama\n'));
    expect(error.message).toMatch(/^movies\.csv:31: a quoted field starts in this row/);
  });
});
