export { type AdagradOptions, adagrad } from "./optimizers/adagrad.js";
export { type AdamOptions, adam } from "./optimizers/adam.js";
export {
  type ClippyAdagrad,
  type ClippyAdagradOptions,
  clippyAdagrad,
} from "./optimizers/clippy-adagrad.js";
export {
  type CompositeOptimizer,
  composite,
  type OptimizerPart,
} from "./optimizers/composite.js";
export type { Optimizer, OptimizerSettings } from "./optimizers/optimizer.js";
export { type SgdOptions, sgd } from "./optimizers/sgd.js";
export type { EpochHistory, FitCounts, FitProgress, History } from "./training/history.js";
export type { ValidationMetrics, ValidationOptions } from "./training/validation.js";
export type { EvaluateOptions, Evaluation, EvaluationCounts } from "./two-tower/evaluate.js";
export type { FitOptions } from "./two-tower/fit.js";
export type { FitMoreOptions } from "./two-tower/fit-more.js";
export type { SavedBundle, SaveOptions } from "./two-tower/save.js";
export type { TwoTowerOptions } from "./two-tower/settings.js";
export { TwoTower } from "./two-tower/two-tower.js";
