import { log } from "../../../math/log.js";

/** Of each candidate. */
export interface CorrectedColumns {
  readonly columnWeights: Float32Array;
  readonly columnCounts: Int32Array;
  /** Overwritten: 1 / p of its columns, 0 where there are none. Float32 of float64. */
  readonly inverses: Float32Array;
  /** Overwritten: the logarithms of those. */
  readonly logInverses: Float32Array;
}

/** Works out what hard negatives are weighed and ranked by. */
export function correctColumns(columns: CorrectedColumns): void {
  const { columnWeights, columnCounts, inverses, logInverses } = columns;
  for (let c = 0; c < columnWeights.length; c++) {
    const inverse = columnCounts[c] === 0 ? 0 : columnWeights[c] / columnCounts[c];
    inverses[c] = inverse;
    logInverses[c] = log(inverse);
  }
}
