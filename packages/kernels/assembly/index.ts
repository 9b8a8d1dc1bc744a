export {
  COUNT_RANKS,
  INT8_SCORES,
  MATRIX_PRODUCT,
  PACK_CANDIDATES,
  PACK_RIGHT,
  QUANTIZE_ROWS,
  SCORES,
  SOFTMAX_CANDIDATES,
  SOFTMAX_QUERIES,
  TOP_K,
  TOP_K_MERGE,
  TOP_K_SCORES,
  TRANSPOSE_LEFT,
} from "./machine/run-block";
export { run } from "./machine/run";
export { close, work } from "./machine/threads";
