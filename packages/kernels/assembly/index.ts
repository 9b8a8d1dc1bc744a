export {
  COUNT_RANKS,
  INT8_SCORES,
  PACK_CANDIDATES,
  QUANTIZE_ROWS,
  SCORES,
  SOFTMAX_CANDIDATES,
  SOFTMAX_QUERIES,
  TOP_K,
  TOP_K_MERGE,
  TOP_K_SCORES,
} from "./machine/run-block";
export { run } from "./machine/run";
export { close, work } from "./machine/threads";
