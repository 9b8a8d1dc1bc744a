/**
 * How long it takes to fit and to encode every column of MovieLens 1M, on one core:
 *
 *   node --conditions=@towerkit/source --import tsx bench/ml-1m.ts DATA_DIR
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  cyclical,
  discretization,
  type Encoder,
  hashedCross,
  hashing,
  history,
  integerLookup,
  multiHot,
  normalization,
  type Output,
  passthrough,
  stringLookup,
  textVectorization,
} from "../src/index.js";

const folder = join(process.argv[2] ?? ".", "ml-1m");
const linesOf = (file: string) =>
  readFileSync(join(folder, file), "latin1")
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split("::"));

const films = new Map(linesOf("movies.dat").map(([id, title, genres]) => [id, { title, genres }]));
const users = new Map(linesOf("users.dat").map((fields) => [fields[0], fields]));
const ratings = linesOf("ratings.dat");

const genreNames = [...new Set([...films.values()].flatMap(({ genres }) => genres.split("|")))];
const genresOf = new Map(
  [...films].map(([id, { genres }]) => [
    id,
    genres.split("|").map((genre) => genreNames.indexOf(genre)),
  ]),
);
const columnOf = <V>(value: (row: readonly string[]) => V): V[] => ratings.map(value);
const userField = (place: number) => columnOf(([user]) => (users.get(user) as string[])[place]);

const userId = columnOf(([user]) => user);
const movieId = columnOf(([, movie]) => movie);
const movieTitle = columnOf(([, movie]) => films.get(movie)?.title as string);
const movieGenres = columnOf(([, movie]) => genresOf.get(movie) as number[]);
const rating = columnOf((row) => Number(row[2]));
const timestamp = columnOf((row) => Number(row[3]));
const gender = userField(1).map((letter) => letter === "M");
const age = userField(2).map(Number);
const occupation = userField(3).map(Number);
const zipCode = userField(4);

const say = (line: string) => process.stdout.write(`${line}\n`);
let total = 0;

/** What the process used up while it ran `work`, the best of three. */
function cost<T>(work: () => T): { readonly milliseconds: number; readonly result: T } {
  const runs = [0, 1, 2].map(() => {
    const before = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(before);
    return { milliseconds: (user + system) / 1000, result };
  });
  return runs.reduce((best, run) => (run.milliseconds < best.milliseconds ? run : best));
}

function measure<V, O extends Output, C>(name: string, encoder: Encoder<V, O, C>, column: C): void {
  const fit = cost(() => encoder.fit(column));
  const encode = cost(() => fit.result.encode(column));
  report(name, fit.milliseconds, encode.milliseconds);
}

function report(name: string, fit: number, encode: number): void {
  const shown = (milliseconds: number) => `${milliseconds.toFixed(0).padStart(5)} ms`;
  say(`${name.padEnd(38)} fit ${shown(fit)}   encode ${shown(encode)}`);
  total += fit + encode;
}

say(`${ratings.length} ratings; processor time, best of three`);
measure("user_id: stringLookup", stringLookup(), userId);
measure("movie_id: stringLookup", stringLookup(), movieId);
measure("movie_title: stringLookup", stringLookup(), movieTitle);
measure("movie_genres: multiHot", multiHot({ size: genreNames.length }), movieGenres);
measure("user_rating: passthrough", passthrough(), rating);
measure("timestamp: normalization", normalization(), timestamp);
measure("user_gender: integerLookup", integerLookup(), gender);
measure("bucketized_user_age: integerLookup", integerLookup(), age);
measure("user_occupation_label: integerLookup", integerLookup(), occupation);
measure("user_zip_code: stringLookup", stringLookup(), zipCode);
const words = textVectorization({ maxTokens: 10_000 });
measure("movie_title: textVectorization", words, movieTitle);
say(`every column once: ${(total / 1000).toFixed(2)} s\n`);

const tfIdf = textVectorization({ ngrams: 2, output: "tfIdf" });
total = 0;
measure("movie_title: hashing", hashing({ bins: 200_000 }), movieTitle);
measure("movie_title: hashing, salted", hashing({ bins: 200_000, salt: 7 }), movieTitle);
measure("age, occupation: hashedCross", hashedCross({ bins: 1000 }), [age, occupation]);
measure("zip code, title: hashedCross", hashedCross({ bins: 1000 }), [zipCode, movieTitle]);
measure(
  "timestamp: 1000 uniform buckets",
  discretization({ boundaries: 1000, spacing: "uniform" }),
  timestamp,
);
measure("timestamp: 100 quantiles", discretization({ quantiles: 100 }), timestamp);
measure("movie_title: tf-idf of 1- and 2-grams", tfIdf, movieTitle);
measure("timestamp: cyclical", cyclical({ period: "day" }), timestamp);

const seen = history({ by: "user_id", item: "movie_id", orderBy: "timestamp", length: 50 });
const fitHistory = cost(() => seen.fit([userId, timestamp, movieId]));
const spans = cost(() => fitHistory.result.spans([userId, timestamp]));
report("history of 50", fitHistory.milliseconds, spans.milliseconds);
say(`further kinds: ${(total / 1000).toFixed(2)} s`);
