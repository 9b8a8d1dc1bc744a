import { tableFromColumns } from "@towerkit/core";
import type { EncodedInputs, Encoder, FittedEncoder } from "towerkit";
import { fitTower, type Tower, tower } from "towerkit";

export interface NumberedTowerOptions {
  readonly name: "query" | "candidate";
  /** How many ids there are: they are the numbers from 0. */
  readonly ids: number;
  readonly dim: number;
  /** `[ids, dim]`. Default: the tower's own. */
  readonly initial?: Float32Array;
}

/** An embedding tower over ids that are numbers already, so that no vocabulary need be made up. */
export function numberedTower({ name, ids, dim, initial }: NumberedTowerOptions): Tower {
  const spec = tower({ id: { kind: "embedding", encoder: numbers(ids), dim } });
  const fitted = fitTower(spec, tableFromColumns({ id: [] }), { seed: 42, name });
  if (initial) fitted.tables()[0]?.data.set(initial);
  return fitted;
}

/** What a numbered tower reads: an id a row. */
export const idsAsInputs = (ids: Int32Array): EncodedInputs => ({
  rows: ids.length,
  features: [ids],
});

/** An encoder that takes numbers for the ids they are. */
function numbers(size: number): Encoder<number> {
  const fitted: FittedEncoder<number> = {
    kind: "numbers",
    output: "id",
    size,
    outOfVocabulary: { from: 0, count: 0 },
    encode: (values) => Int32Array.from(values),
    encodeOne: (value) => value,
    toJSON: () => ({ kind: "numbers", size }),
    describe: () => `the numbers below ${size}`,
  };
  return {
    kind: "numbers",
    output: "id",
    fitting: () => ({ add: () => {}, finish: () => fitted }),
    fit: () => fitted,
    toJSON: () => ({ kind: "numbers", size }),
  };
}
