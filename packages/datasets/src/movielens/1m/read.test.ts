import { describe, expect, it } from "vitest";
import { bytesOf, changed, datasetError, textOf, withLine } from "../../../test/changed-files.js";
import { toyFiles, toyMovieLens } from "../../testing.js";
import { movielens } from "../movielens.js";

const files = toyFiles({ dataset: "1m" });
const load = (source: typeof files) => movielens("1m", { source });
const errorOf = (source: typeof files) => datasetError(load(source));

describe("reading 1m's format", () => {
  it("maps columns as TensorFlow Datasets does", async () => {
    const { ratings, movies, users } = await load({
      "movies.dat": bytesOf(
        "7::Dr\u00f4le de Jour: II (1990)::Animation|Children's|Sci-Fi\n9::Nothing (1991)::War\n",
      ),
      "users.dat": bytesOf("1::F::1::10::48067\n2::M::56::0::98107-2117\n3::M::25::4::0\n"),
      "ratings.dat": bytesOf("2::7::5::978300760\n1::9::1::978302109\n"),
    });
    expect(ratings.objects()).toEqual([
      {
        movie_id: "7",
        movie_title: "Dr\u00f4le de Jour: II (1990)",
        movie_genres: [2, 3, 15],
        user_id: "2",
        user_rating: 5,
        timestamp: 978300760,
        user_gender: true,
        bucketized_user_age: 56,
        user_occupation_label: 11,
        user_occupation_text: "other/not specified",
        user_zip_code: "98107-2117",
      },
      {
        movie_id: "9",
        movie_title: "Nothing (1991)",
        movie_genres: [18],
        user_id: "1",
        user_rating: 1,
        timestamp: 978302109,
        user_gender: false,
        bucketized_user_age: 1,
        user_occupation_label: 17,
        user_occupation_text: "K-12 student",
        user_zip_code: "48067",
      },
    ]);
    expect(movies.array("movie_id")).toEqual(["7", "9"]);
    expect([users.get("user_occupation_label", 2), users.get("user_occupation_text", 2)]).toEqual([
      17,
      "college/grad student",
    ]);
  });

  it("keeps genres in the order of the file", async () => {
    const reordered = changed(files, "movies.dat", (text) =>
      text.replace(/^1::(.*)::.*$/m, "1::$1::War|Action"),
    );
    expect((await load(reordered)).movies.get("movie_genres", 0)).toEqual([18, 0]);
  });

  it("takes Windows line ends", async () => {
    const windows = changed(files, "ratings.dat", (text) => text.replaceAll("\n", "\r\n"));
    const made = toyMovieLens({ dataset: "1m" });
    expect((await load(windows)).ratings.objects()).toEqual(made.ratings.objects());
  });
});

describe("a fault in a file of 1m", () => {
  it.each([
    ["ratings.dat", "1::2::3", /has 3 fields, expected 4: user id, film id, rating, timestamp/],
    ["ratings.dat", "1::2::3::4::5", /has 5 fields, expected 4/],
    ["ratings.dat", "1:2:3:4", /has 1 field, expected 4.*separated by "::"/],
    ["ratings.dat", "", /is empty, expected 4/],
    ["ratings.dat", "one::2::3::978300000", /user id must be a whole number, got "one"/],
    ["ratings.dat", "1::2::3::97830000O", /timestamp must be a whole number, got "97830000O"/],
    ["ratings.dat", "1::2::3::978300000000", /timestamp must be in seconds since 1970/],
    ["ratings.dat", "1::2::0::978300000", /rating must be a whole number from 1 to 5, got "0"/],
    ["ratings.dat", "1::2::6::978300000", /rating must be a whole number from 1 to 5, got "6"/],
    ["ratings.dat", "1::2::3.5::978300000", /rating must be a whole number .*, got "3.5"/],
    ["ratings.dat", "999::2::3::978300000", /user id 999 is not in users\.dat/],
    ["ratings.dat", "1::999::3::978300000", /film id 999 is not in movies\.dat/],
    ["ratings.dat", "1::2::3::9783\u00e900000", /timestamp must be a whole number/],
    ["ratings.dat", "1::2::3::\u00009783", /holds the control character 0x0/],
    ["movies.dat", "5::Short (1990)", /has 2 fields, expected 3: film id, title, genres/],
    ["movies.dat", "5::A::B::Drama", /has 4 fields, expected 3/],
    ["movies.dat", "five::T::Drama", /film id must be a whole number, got "five"/],
    ["movies.dat", "1::Again::Drama", /film id 1 stands in the catalogue twice/],
    ["movies.dat", "5::::Drama", /title is empty/],
    ["movies.dat", "5::T::Drama|Slapstick", /"Slapstick" is no genre that MovieLens has/],
    ["movies.dat", "5::T::", /"" is no genre that MovieLens has/],
    ["movies.dat", "5::Caf\u00c3\u00a9::Drama", /is UTF-8 text; expected latin-1/],
    ["users.dat", "5::M::25::3", /has 4 fields, expected 5/],
    ["users.dat", "x::M::25::3::0", /user id must be a whole number, got "x"/],
    ["users.dat", "1::M::25::3::0", /user id 1 stands in the file twice/],
    ["users.dat", "5::X::25::3::0", /gender must be M or F, got "X"/],
    ["users.dat", "5::M::26::3::0", /age group must be one of 1, 18, .*, got "26"/],
    ["users.dat", "5::M::25::21::0", /occupation code must be 0 to 20, got "21"/],
    ["users.dat", "5::M::25::x::0", /occupation code must be 0 to 20, got "x"/],
  ])("in %s: %j", async (name, line, message) => {
    const error = await errorOf(withLine(files, name, 5, line));
    expect(error.message).toMatch(message);
    expect([error.file, error.line, error.further]).toEqual([name, 5, 0]);
  });

  it("is counted with further ones of its kind", async () => {
    const lines = textOf(files["ratings.dat"]).split("\n");
    for (const at of [2, 4, 6]) lines[at] = "1::2::9::978300000";
    lines[7] = "1::2";
    const error = await errorOf({ ...files, "ratings.dat": bytesOf(lines.join("\n")) });
    expect(error.message).toMatch(/^ratings\.dat:3: the rating .* \(and 2 more of this kind\)$/);
  });

  it("may be a row that repeats an earlier one", async () => {
    const lines = textOf(files["ratings.dat"]).split("\n");
    const [user, film, , time] = lines[3].split("::");
    const error = await errorOf(
      withLine(files, "ratings.dat", 9, [user, film, 1, time].join("::")),
    );
    expect(error.message).toBe(
      `ratings.dat:9: user ${user} rated film ${film} at ${time} in an earlier row already.`,
    );
    const later = [user, film, 1, Number(time) + 1].join("::");
    expect((await load(withLine(files, "ratings.dat", 9, later))).ratings.numRows()).toBe(200);
  });

  it("may be that it was cut off in a row, or is empty", async () => {
    for (const name of Object.keys(files)) {
      const cut = await errorOf(changed(files, name, (text) => text.slice(0, -1)));
      const lines = textOf(files[name]).trimEnd().split("\n").length;
      expect(cut.message).toMatch(/the file stops in this row, without a line end/);
      expect([cut.file, cut.line]).toEqual([name, lines]);
      const empty = await errorOf(changed(files, name, () => ""));
      expect(empty.message).toBe(`${name}: is empty. Get the data set anew.`);
    }
  });
});
