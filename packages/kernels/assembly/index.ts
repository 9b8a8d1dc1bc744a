export {
  COUNT_RANKS,
  MATRIX_PRODUCT,
  PACK_CANDIDATES,
  PACK_RIGHT,
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
