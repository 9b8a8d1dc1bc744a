export { countAhead } from "./rank";
export { packEight, scoreEight } from "./scores";
export { exponentiate, greatestScore, normalize } from "./softmax-row";
export { addWeightedRows, scaleRows } from "./weighted-rows";
