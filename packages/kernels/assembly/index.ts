export {
  COUNT_RANKS,
  EXP,
  LOG,
  MATRIX_PRODUCT,
  PACK_CANDIDATES,
  PACK_RIGHT,
  SCORES,
  SOFTMAX_CANDIDATES,
  SOFTMAX_QUERIES,
  TANH,
  TRANSPOSE_LEFT,
} from "./machine/run-block";
export { run } from "./machine/run";
export { close, work } from "./machine/threads";
