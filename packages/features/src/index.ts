export type { Encoder, EncoderJSON, FittedEncoder, FittedEncoderJSON } from "./encoder.js";
export type {
  Embeddable,
  EmbeddingOptions,
  FeatureSpec,
  FeatureValue,
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
