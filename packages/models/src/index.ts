export { type EarlyStoppingOptions, earlyStopping } from "./callbacks/early-stopping.js";
export type { ClassWeights } from "./data/training-rows.js";
export {
  type DefinedFitOptions,
  DefinedModel,
  type DefinedSaveOptions,
  type DefineModelOptions,
  defineModel,
} from "./define/define-model.js";
export type { LossBatch, LossFound, LossOfOnesOwn } from "./define/loss.js";
export type { HeadEvaluation, MultiTaskEvaluation } from "./multi-task/evaluate.js";
export type { HeadOptions, HeadsOptions } from "./multi-task/heads.js";
export type { TaskWeights } from "./multi-task/learning.js";
export { MultiTask } from "./multi-task/multi-task.js";
export type { MultiTaskMeasures, MultiTaskOptions } from "./multi-task/options.js";
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
export type {
  Optimizer,
  OptimizerSettings,
  OptimizerState,
  OptimizerStepOptions,
} from "./optimizers/optimizer.js";
export { type SgdOptions, sgd } from "./optimizers/sgd.js";
export type { RankerCounts, RankerEvaluation, RankerMeasures } from "./ranker/evaluate.js";
export type {
  RankerFitOptions,
  RankerHistory,
  RankerValidationOptions,
} from "./ranker/fit.js";
export { Ranker } from "./ranker/ranker.js";
export type { RankerSaveOptions } from "./ranker/save.js";
export type { RankerOptions } from "./ranker/settings.js";
export {
  type DcnOptions,
  type DlrmOptions,
  dcn,
  dlrm,
  type RankerLayers,
} from "./ranker/shapes.js";
export type { Callback, CallbackState, EpochEnd, InTraining } from "./training/callback.js";
export type {
  CheckpointStore,
  TableSnapshot,
  TrainingIdentity,
  TrainingState,
} from "./training/checkpoint.js";
export type {
  EpochHistory,
  FitCounts,
  FitProgress,
  History,
  ValidationMeasures,
} from "./training/history.js";
export type { CheckpointOptions, LoopOptions } from "./training/loop-options.js";
export type { Schedule, ScheduleSpan } from "./training/schedule.js";
export {
  cosineDecay,
  type DecayOptions,
  exponentialDecay,
  linearDecay,
  stepDecay,
  warmup,
} from "./training/schedules.js";
export type { LoopResult } from "./training/train-loop.js";
export type { EvaluateOptions, Evaluation, EvaluationCounts } from "./two-tower/evaluate.js";
export type { FitOptions } from "./two-tower/fit.js";
export type { FitMoreOptions } from "./two-tower/fit-more.js";
export type { SavedBundle, SaveOptions } from "./two-tower/save.js";
export type { TwoTowerOptions } from "./two-tower/settings.js";
export { TwoTower } from "./two-tower/two-tower.js";
export type { ValidationOptions } from "./two-tower/validation.js";
