export {
  type Cyclical,
  type CyclicalOptions,
  cyclical,
  type FittedCyclical,
  type Period,
} from "./cyclical/cyclical.js";
export {
  type Discretization,
  type DiscretizationFitting,
  type DiscretizationOptions,
  discretization,
} from "./discretization/discretization.js";
export type {
  FittedDiscretization,
  FittedDiscretizationJSON,
} from "./discretization/fitted-discretization.js";
export type {
  Bag,
  Bags,
  ColumnNames,
  ColumnsOf,
  EncodedColumn,
  EncodedValue,
  Encoder,
  EncoderJSON,
  FittedEncoder,
  FittedEncoderJSON,
  FittedIdEncoder,
  FittedNumbersEncoder,
  Fitting,
  HasVocabulary,
  Output,
} from "./encoder.js";
export type {
  BagEmbeddable,
  BagFeature,
  Combiner,
  CrossFeature,
  CrossOptions,
  Embeddable,
  EmbeddingFeature,
  EmbeddingLimits,
  EmbeddingOptions,
  FeatureSpec,
  FeatureValue,
  NumbersFeature,
  NumbersOptions,
  Numeric,
} from "./feature-spec.js";
export { fittedEncoderFromJSON } from "./from-json.js";
export { growEncoder } from "./grow-encoder.js";
export type {
  CrossColumns,
  CrossPart,
  CrossValue,
  FittedHashedCross,
  FittedHashedCrossJSON,
} from "./hashed-cross/fitted-hashed-cross.js";
export {
  type HashedCross,
  type HashedCrossOptions,
  hashedCross,
} from "./hashed-cross/hashed-cross.js";
export type { FittedHashing, FittedHashingJSON } from "./hashing/fitted-hashing.js";
export type { HashableValue, Salt } from "./hashing/hasher.js";
export { type Hashing, type HashingOptions, hashing } from "./hashing/hashing.js";
export type { HistoryColumns, HistoryValue } from "./history/columns.js";
export type { FittedHistory, FittedHistoryJSON, Spans } from "./history/fitted-history.js";
export {
  type HistoryEmbeddingOptions,
  type HistoryFeature,
  history,
  type ItemHistory,
} from "./history/history.js";
export type { HistoryOptions } from "./history/settings.js";
export {
  type FittedIntegerLookup,
  type IntegerLookup,
  type IntegerLookupOptions,
  type IntegerValue,
  integerLookup,
} from "./integer-lookup/integer-lookup.js";
export {
  type FittedMultiHot,
  type FittedMultiHotJSON,
  type Indices,
  type MultiHot,
  type MultiHotOptions,
  type MultiHotOutput,
  multiHot,
} from "./multi-hot/multi-hot.js";
export type {
  FittedNormalization,
  FittedNormalizationJSON,
  Precision,
} from "./normalization/fitted-normalization.js";
export {
  type Normalization,
  type NormalizationOptions,
  normalization,
} from "./normalization/normalization.js";
export {
  type FittedPassthrough,
  type Passthrough,
  passthrough,
} from "./passthrough/passthrough.js";
export type { SeenItemsColumns, SeenItemsValue } from "./seen-items/columns.js";
export type { FittedSeenItems, FittedSeenItemsJSON } from "./seen-items/fitted-seen-items.js";
export {
  type SeenItems,
  type SeenItemsEmbeddingOptions,
  type SeenItemsFeature,
  seenItems,
} from "./seen-items/seen-items.js";
export type { SeenItemsOptions } from "./seen-items/settings.js";
export {
  type FittedStringLookup,
  type StringLookup,
  type StringLookupOptions,
  stringLookup,
} from "./string-lookup/string-lookup.js";
export type {
  FittedTextVectorization,
  FittedTextVectorizationJSON,
} from "./text-vectorization/fitted-text-vectorization.js";
export type { TextOutput, TextVectorizationOptions } from "./text-vectorization/settings.js";
export {
  type TextVectorization,
  textVectorization,
} from "./text-vectorization/text-vectorization.js";
export type { FittedLookup, FittedLookupJSON } from "./vocabulary/fitted-lookup.js";
export type { Lookup } from "./vocabulary/lookup-encoder.js";
export type { LookupOptions } from "./vocabulary/lookup-settings.js";
export type { VocabularyOrder } from "./vocabulary/order.js";
