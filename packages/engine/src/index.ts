export {
  createEngine,
  type Engine,
  type EngineName,
  type EngineOptions,
  engineInfo,
} from "./engine.js";
export type { EngineInfo } from "./engine-info.js";
export type { TensorFlow } from "./tensorflow/tensorflow.js";
export { useTowerkitBackend } from "./use-towerkit-backend.js";
