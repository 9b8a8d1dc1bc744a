import { checkIndices, checkInteger, checkOneOf } from "@towerkit/core";
import {
  checkAllFinite,
  checkFloats,
  checkInts,
  checkNotNegative,
  checkOffsets,
  countRows,
} from "../../checks/arrays.js";
import type { AccumulateBagsInput, BagsInput, EmbeddingBagsInput } from "./input.js";

// Each throws ConfigError for a wrong type, length, index, combiner or sign; NumericError for a weight
// that is not finite.

export function checkEmbeddingBags(input: EmbeddingBagsInput): void {
  const { table, dim, ids, out } = input;
  checkInteger("dim", dim, 1);
  checkFloats("table", table);
  checkFloats("out", out);
  checkInts("ids", ids);
  checkBags(input, { bags: countRows("out", out, dim), entries: ids.length });
  checkIndices("ids", ids, countRows("table", table, dim));
}

export function checkAccumulateBags(input: AccumulateBagsInput): void {
  const { gradients, dim, slots, out } = input;
  checkInteger("dim", dim, 1);
  checkFloats("gradients", gradients);
  checkFloats("out", out);
  checkInts("slots", slots);
  checkBags(input, { bags: countRows("gradients", gradients, dim), entries: slots.length });
  checkIndices("slots", slots, countRows("out", out, dim));
}

function checkBags(
  { offsets, combiner, weights }: BagsInput,
  { bags, entries }: { bags: number; entries: number },
): void {
  checkOneOf("combiner", combiner, ["sum", "mean"]);
  checkOffsets("offsets", offsets, { rows: bags, total: entries });
  if (weights === undefined) return;
  checkFloats("weights", weights, entries);
  if (combiner === "mean") checkNotNegative("weights", weights);
  else checkAllFinite("weights", weights);
}
