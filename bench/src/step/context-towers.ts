import { createGenerator, type Matrix, tableFromColumns } from "@towerkit/core";
import {
  dense,
  discretization,
  type EncodedInputs,
  fitTower,
  movielens,
  normalization,
  randomSplit,
  stringLookup,
  synthetic,
  type Tower,
  textVectorization,
  tower,
} from "towerkit";
import { dataDir, hasData } from "../where.js";

const SEED = 42;
const COLUMNS = ["user_id", "movie_title", "timestamp"] as const;

/** The towers of `context-features` before training, and train rows of 100k's size in one shuffled order. */
export interface ContextTowers {
  readonly query: Tower;
  readonly candidate: Tower;
  readonly queries: EncodedInputs;
  readonly candidates: EncodedInputs;
  readonly data: string;
}

/** Reads the rows and makes the towers: the same ones whoever calls. */
export async function contextTowers(dim: number): Promise<ContextTowers> {
  const real = hasData("ml-100k");
  const { ratings, movies } = real ? await movielens("100k", { dataDir }) : synthetic();
  const { train } = randomSplit(ratings, { test: 20_000, seed: SEED });
  const rows = shuffled(train);
  const [time, title] = ["timestamp", "movie_title"] as const;
  const buckets = discretization({ boundaries: 1000, spacing: "uniform" });
  const query = tower(
    {
      user_id: stringLookup().embedding(dim),
      bucket: buckets.embedding(dim, { column: time }),
      time: normalization().numbers({ column: time }),
    },
    { layers: [dense(dim)] },
  );
  const candidate = tower(
    {
      movie_title: stringLookup().embedding(dim),
      words: textVectorization({ maxTokens: 10_000 }).embedding(dim, { column: title }).mean(),
    },
    { layers: [dense(dim)] },
  );
  const fitted = {
    query: fitTower(query, train, { seed: SEED, name: "query" }),
    candidate: fitTower(candidate, movies, { seed: SEED, name: "candidate" }),
  };
  return {
    ...fitted,
    queries: fitted.query.encodeColumns(rows).inputs,
    candidates: fitted.candidate.encodeColumns(rows).inputs,
    data: real ? "MovieLens 100k" : "made data of ML-100K's size, for want of the real one",
  };
}

function shuffled(table: { numRows(): number; array(name: string): ArrayLike<unknown> }) {
  const order = createGenerator(SEED, "bench order").shuffle(
    Int32Array.from({ length: table.numRows() }, (_, row) => row),
  );
  const columns = COLUMNS.map((name) => {
    const values = table.array(name);
    return [name, Array.from(order, (row) => values[row])];
  });
  return tableFromColumns(Object.fromEntries(columns));
}

/** The same as plain arrays, for contestants that are not ours, by the files' names. */
export function contextArrays(towers: ContextTowers): Record<string, Int32Array | Float32Array> {
  const { query, candidate, queries, candidates } = towers;
  const [users, buckets, times] = queries.features as [Int32Array, Int32Array, Matrix];
  const [titles, words] = candidates.features as [Int32Array, Bags];
  const [ofQuery, ofCandidate] = [query.weights(), candidate.weights()];
  const numbers = (of: typeof ofQuery, name: string) => of[name]?.data as Float32Array;
  return {
    "users.i32": users,
    "buckets.i32": buckets,
    "times.f32": times.data,
    "titles.i32": titles,
    "words.i32": padded(words),
    "user-table.f32": numbers(ofQuery, "embedding/user_id"),
    "bucket-table.f32": numbers(ofQuery, "embedding/bucket"),
    "query-kernel.f32": numbers(ofQuery, "layers/1-dense/kernel"),
    "title-table.f32": numbers(ofCandidate, "embedding/movie_title"),
    "word-table.f32": numbers(ofCandidate, "embedding/words"),
    "candidate-kernel.f32": numbers(ofCandidate, "layers/1-dense/kernel"),
  };
}

interface Bags {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly values: Int32Array;
}

/** The bags as rows of one length, zeros behind the shorter ones, as Keras's text layer gives them. */
function padded({ starts, ends, values }: Bags): Int32Array {
  const lengths = ends.map((end, row) => end - (starts[row] as number));
  const longest = lengths.reduce((most, length) => Math.max(most, length), 1);
  const rows = new Int32Array(starts.length * longest);
  for (const [row, start] of starts.entries()) {
    rows.set(values.subarray(start, ends[row]), row * longest);
  }
  return rows;
}
