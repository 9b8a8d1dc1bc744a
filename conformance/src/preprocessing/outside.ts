import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { type MovieLens100k, movielens } from "@towerkit/datasets";
import { dataDir, referenceFile } from "@towerkit/test-utils";

type Encoded<T> = Readonly<Record<string, T>>;

interface Lookup {
  readonly size: number;
  readonly first: readonly string[];
  readonly lookup: Encoded<number>;
}

/** What Keras's layers answered on MovieLens 100k; the file says with which versions. */
export interface Golden {
  readonly string_lookup_adapt: Lookup & { readonly last: readonly string[] };
  readonly string_lookup_oov3: Lookup;
  readonly string_lookup_max_tokens_200: { readonly size: number; readonly last: string[] };
  readonly integer_lookup_adapt: { readonly vocabulary: readonly number[] };
  readonly text_vectorization_adapt: {
    readonly size: number;
    readonly first: readonly string[];
    readonly last: readonly string[];
    readonly encode: Encoded<readonly number[]>;
  };
  readonly text_vectorization_ngrams2_max500_len6: {
    readonly first: readonly string[];
    readonly encode: Encoded<readonly number[]>;
  };
  readonly hashing: readonly {
    readonly num_bins: number;
    readonly mask_value: string | null;
    readonly salt: number | [number, number] | null;
    readonly values: Encoded<number>;
  }[];
  readonly normalization: {
    readonly mean: number;
    readonly variance: number;
    readonly keras_mean: number;
    readonly keras_variance: number;
    readonly encode: Encoded<number>;
  };
  readonly discretization_linspace_1000: {
    readonly boundaries_first: readonly number[];
    readonly encode: Encoded<number>;
  };
  readonly discretization_edges: {
    readonly boundaries: readonly number[];
    readonly encode: Encoded<number>;
  };
  readonly hashed_crossing_1000: readonly {
    readonly a: string;
    readonly b: string;
    readonly value: number;
  }[];
  readonly multi_hot_5: {
    readonly given: readonly (readonly number[])[];
    readonly expect: readonly (readonly number[])[];
  };
}

/** The values of Keras, which quote MovieLens and so lie outside of the repository; read when used. */
export function readGolden(): Golden {
  return JSON.parse(readFileSync(referenceFile(GOLDEN) ?? GOLDEN, "utf8")) as Golden;
}

/** Loads MovieLens 100k, from which the golden values and those of the notebooks come. */
export async function ml100k(): Promise<MovieLens100k> {
  const folder = dataDir("ml-100k");
  if (folder === undefined) throw new Error("there is no MovieLens 100k here");
  return movielens("100k", { dataDir: dirname(folder) });
}

const GOLDEN = "golden_preprocessing.json";

export const hasMl100k: boolean = dataDir("ml-100k") !== undefined;
export const hasGolden: boolean = hasMl100k && referenceFile(GOLDEN) !== undefined;
