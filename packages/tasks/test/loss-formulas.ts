import {
  bpr,
  calibratedCrossEntropy,
  cosineContrastive,
  fullSoftmax,
  fullSquares,
  hinge,
  inBatchSoftmax,
  mixedNegatives,
  type RetrievalLossFunction,
  sampledSoftmax,
  warp,
} from "../src/index.js";
import { type PlainFormula, type PlainRow, softmaxFormula } from "./plain-retrieval.js";

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const mean = (values: readonly number[]) => (values.length === 0 ? 0 : sum(values) / values.length);
const log1pExp = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const scores = ({ negatives }: PlainRow) => negatives.map(({ score }) => score);

const hinges = (row: PlainRow, margin: number) =>
  scores(row).map((score) => Math.max(0, margin - row.own.score + score));

function calibrated(
  row: PlainRow,
  { rate, calibration, offset }: { rate: number; calibration: number; offset?: number },
): number {
  const power = rate * (calibration * (1 - 1 / rate) + 1 / rate);
  const added = offset ?? Math.log(power / 4);
  return (
    power * log1pExp(-row.own.score - added) +
    sum(scores(row).map((score) => log1pExp(score + added)))
  );
}

const squares = (row: PlainRow, weight: number) =>
  (1 - row.own.score) ** 2 +
  (row.queryWeight === 0 ? 0 : weight / row.queryWeight) *
    sum(scores(row).map((score) => score * score));

const rateOf = (row: PlainRow) => Math.min(1, 4 / (row.catalogueSize - 1));

const contrastive = (row: PlainRow, margin: number, weight: number) =>
  1 - row.own.score + weight * mean(scores(row).map((score) => Math.max(0, score - margin)));

/** Every loss that `retrieval` has, beside its formula over a row's negatives. */
export const lossFormulas: readonly (readonly [RetrievalLossFunction, PlainFormula])[] = [
  [inBatchSoftmax(), softmaxFormula],
  [mixedNegatives({ uniform: 3 }), softmaxFormula],
  [sampledSoftmax({ negatives: 5 }), softmaxFormula],
  [fullSoftmax(), softmaxFormula],
  [bpr(), (row) => mean(scores(row).map((score) => log1pExp(score - row.own.score)))],
  [
    bpr({ negatives: 4 }),
    (row) => mean(scores(row).map((score) => log1pExp(score - row.own.score))),
  ],
  [hinge({ margin: 0.4 }), (row) => mean(hinges(row, 0.4))],
  [hinge({ negatives: 6 }), (row) => mean(hinges(row, 1))],
  [warp(), (row) => warpOf(hinges(row, 1))],
  [warp({ margin: 0.5, negatives: 7 }), (row) => warpOf(hinges(row, 0.5))],
  [cosineContrastive({ margin: 0.1, negativeWeight: 3 }), (row) => contrastive(row, 0.1, 3)],
  [cosineContrastive({ negatives: 5 }), (row) => contrastive(row, 0.4, 150)],
  [
    calibratedCrossEntropy({ samplingRate: 0.25 }),
    (row) => calibrated(row, { rate: 0.25, calibration: 0.75, offset: 0 }),
  ],
  [
    calibratedCrossEntropy({ negatives: 4, calibration: 0.5 }),
    (row) => calibrated(row, { rate: rateOf(row), calibration: 0.5 }),
  ],
  [
    calibratedCrossEntropy({ negatives: 4, offset: -2 }),
    (row) => calibrated(row, { rate: rateOf(row), calibration: 0.75, offset: -2 }),
  ],
  [fullSquares(), (row) => squares(row, 0.1)],
  [fullSquares({ unobservedWeight: 2 }), (row) => squares(row, 2)],
];

function warpOf(missing: readonly number[]): number {
  const rank = missing.filter((value) => value > 0).length;
  const harmonic = sum(Array.from({ length: rank }, (_, i) => 1 / (i + 1)));
  return rank === 0 ? 0 : (harmonic / rank) * sum(missing);
}
