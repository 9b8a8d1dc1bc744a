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
  EmbeddingOptions,
  FeatureSpec,
  FeatureValue,
  NumbersFeature,
  NumbersOptions,
  Numeric,
} from "./feature-spec.js";
export { fittedEncoderFromJSON } from "./from-json.js";
export type {
  FittedStringLookup,
  FittedStringLookupJSON,
} from "./string-lookup/fitted-string-lookup.js";
export {
  type StringLookup,
  type StringLookupOptions,
  stringLookup,
  type VocabularyOrder,
} from "./string-lookup/string-lookup.js";
