export { type EmbedOptions, embedQueries, embedTable } from "./embed.js";
export { GradientMerger } from "./embedding/gradient-merger.js";
export { limitNorms } from "./embedding/limits.js";
export { type NumberedRows, RowNumbering } from "./embedding/row-numbering.js";
export type { EmbeddingTable, SparseGradient } from "./embedding/table.js";
export type { FittedEmbedding, FittedFeature, FittedNumbers } from "./features.js";
export { type FitTowerOptions, fitTower, fitTowers, type TowerToFit } from "./fit-tower.js";
export { growTowers, type TowerToGrow } from "./grow-towers.js";
export { distinctInputs } from "./inputs/distinct-inputs.js";
export {
  type EncodedBags,
  type EncodedFeature,
  type EncodedInputs,
  pickInputs,
} from "./inputs/encoded-inputs.js";
export type { Activation } from "./layers/activation.js";
export { type CrossLayerOptions, type CrossSpec, cross, multiLayerCross } from "./layers/cross.js";
export { type DenseOptions, type DenseSpec, dense, denseStack } from "./layers/dense.js";
export {
  type DotInteractionOptions,
  type DotInteractionSpec,
  dotInteraction,
} from "./layers/dot-interaction.js";
export { type DropoutSpec, dropout } from "./layers/dropout.js";
export { type L2NormalizeSpec, l2Normalize } from "./layers/l2-normalize.js";
export type { LayerContext, LayerGradients, LayerSpec, Parameter, Pass } from "./layers/layer.js";
export {
  type BranchesSpec,
  type BranchSpec,
  branches,
  type NetworkLayer,
} from "./layers/layer-kinds.js";
export { type LayerNormSpec, layerNorm } from "./layers/layer-norm.js";
export {
  type LayersModelLike,
  type LayersModelParts,
  type LayersModelSpec,
  layersModel,
  type TensorFlowLike,
} from "./layers/layers-model.js";
export { Network, type NetworkOptions, type NetworkTopology } from "./layers/network.js";
export { ParameterTables } from "./layers/parameter-tables.js";
export { type PairedEmbeddings, predictPairs, sideBySide } from "./pairs.js";
export { type EncodeOptions, Tower, type TowerParts, type TowerPass } from "./tower.js";
export { type TowerFromJSONOptions, towerFromJSON } from "./tower-json.js";
export {
  type Features,
  type TowerInputs,
  type TowerOptions,
  type TowerSpec,
  tower,
} from "./tower-spec.js";
export type { TowerSummary } from "./tower-summary.js";
export type { TowerTopology } from "./tower-topology.js";
export type { TrainingTargets } from "./training-targets.js";
export {
  type UnifiedEmbeddingOptions,
  type UnifiedFeatures,
  unifiedEmbedding,
} from "./unified-embedding.js";
