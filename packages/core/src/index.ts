export {
  checkFinite,
  checkIndices,
  checkInteger,
  checkLength,
  checkOneOf,
  checkPositive,
  checkPositiveFloat32,
  shown,
} from "./checks.js";
export {
  BundleError,
  ConfigError,
  DatasetError,
  type DatasetErrorPlace,
  EngineError,
  NumericError,
  TowerkitError,
  UnknownIdError,
} from "./errors.js";
export { createGenerator } from "./generator.js";
export { KeptArray } from "./kept-array.js";
export type { Matrix, Ragged } from "./matrix.js";
export { type DecodedSafetensors, decodeSafetensors } from "./safetensors/decode.js";
export { encodeSafetensors } from "./safetensors/encode.js";
export type { Tensor, TensorData } from "./safetensors/format.js";
export {
  type ColumnData,
  columnOf,
  requireColumns,
  type Schema,
  type SchemaOf,
  type TableLike,
  tableFromColumns,
} from "./table.js";
export type { Generator } from "./xoshiro.js";
