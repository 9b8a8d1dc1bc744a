export {
  createEngine,
  type Engine,
  type EngineInfo,
  type EngineName,
  type EngineOptions,
  engineInfo,
} from "./engine.js";
