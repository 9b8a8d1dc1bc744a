export {
  ACCUMULATE_BAGS,
  ADAGRAD_ROWS,
  ADAM_ROWS,
  CLIPPY_DELTAS,
  CLIPPY_STEPS,
  COUNT_RANKS,
  EMBEDDING_BAGS,
  GATHER_ROWS,
  LOGISTIC,
  PACK_CANDIDATES,
  SCORES,
  SGD_ROWS,
  SOFTMAX_CANDIDATES,
  SOFTMAX_QUERIES,
  SQUARED_ERROR,
} from "./machine/run-block";
export { run } from "./machine/run";
export { close, work } from "./machine/threads";
