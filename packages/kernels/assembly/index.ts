export {
  COUNT_RANKS,
  PACK_CANDIDATES,
  SCORES,
  SOFTMAX_CANDIDATES,
  SOFTMAX_QUERIES,
} from "./machine/run-block";
export { run } from "./machine/run";
export { close, fail, prepare, work } from "./machine/threads";
