import type { Bags, ColumnNames, Spans } from "@towerkit/features";
import type { FittedFeature } from "../features.js";
import { asEncodedBags, type EncodedFeature, withoutPadding } from "./encoded-inputs.js";

type AnyFittedEncoder = FittedFeature["encoder"];

/** What a feature's encoder makes of raw values, without what only fills rows up. */
export function encodeFeature(
  encoder: AnyFittedEncoder,
  values: unknown,
  what: ColumnNames,
): EncodedFeature {
  if (hasSpans(encoder)) {
    const { hidden } = encoder;
    return { ...encoder.spans(values, what), ...(hidden !== undefined && { hidden }) };
  }
  const encoded = isPadding(encoder)
    ? encoder.encodeUnpadded(values, what)
    : encoder.encode(values as never, what);
  if (!("offsets" in encoded)) return encoded;
  // Ids below the unknown one's stand for nothing.
  const firstId = encoder.output === "ids" ? encoder.outOfVocabulary.from : 0;
  return asEncodedBags(withoutPadding(encoded, firstId));
}

/** An encoder such as a history's, whose rows are stretches of one array that encoding would copy. */
interface HasSpans {
  /** The share of the entries that a step of training hides, if any. */
  readonly hidden?: number;
  spans(values: unknown, what: ColumnNames): Spans;
}

const hasSpans = (encoder: object): encoder is HasSpans => "spans" in encoder;

/** An encoder such as a text's, which may fill rows up to a length: as long as whoever saved it chose. */
interface Padding {
  encodeUnpadded(values: unknown, what: ColumnNames): Bags;
}

const isPadding = (encoder: object): encoder is Padding => "encodeUnpadded" in encoder;
