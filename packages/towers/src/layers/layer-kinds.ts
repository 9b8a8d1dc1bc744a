import { ConfigError, shown } from "@towerkit/core";
import {
  type BranchesOf,
  type BranchOf,
  branchesWidth,
  createBranches,
  readBranches,
} from "./branches.js";
import { type CrossSpec, createCross, multiLayerCross } from "./cross.js";
import { createDense, type DenseOptions, type DenseSpec, dense } from "./dense.js";
import {
  createDotInteraction,
  type DotInteractionSpec,
  dotInteraction,
  interactionWidth,
} from "./dot-interaction.js";
import { createDropout, type DropoutSpec, dropout } from "./dropout.js";
import { createL2Normalize, type L2NormalizeSpec, l2Normalize } from "./l2-normalize.js";
import type { Layer, LayerParts, LayerSpec } from "./layer.js";
import { createLayerNorm, type LayerNormSpec, layerNorm } from "./layer-norm.js";
import {
  createLayersModel,
  type LayersModelParts,
  type LayersModelSpec,
  layersModel,
  layersModelWidth,
} from "./layers-model.js";

/** A layer that a network can be made of. */
export type NetworkLayer = PlainLayer | LayersModelSpec;

/** A layer of ours: its settings are plain JSON. */
export type PlainLayer =
  | BranchesSpec
  | CrossSpec
  | DenseSpec
  | DotInteractionSpec
  | DropoutSpec
  | L2NormalizeSpec
  | LayerNormSpec;

/** The settings of one branch. */
export interface BranchSpec extends BranchOf<PlainLayer> {}

/** The settings of branches side by side. */
export interface BranchesSpec extends BranchesOf<PlainLayer> {}

interface LayerKind {
  /** Checks settings that come from anywhere. */
  readonly read: (settings: never) => NetworkLayer;
  readonly create: (spec: never, parts: LayerParts) => Layer;
}

const KINDS: Readonly<Record<NetworkLayer["kind"], LayerKind>> = {
  branches: {
    read: (settings: { branches: readonly BranchSpec[] }) => branches(settings.branches),
    create: (spec: BranchesSpec, parts) => createBranches(spec, parts, createLayer),
  },
  layersModel: { read: readLayersModel, create: createLayersModel },
  cross: { read: multiLayerCross, create: createCross },
  dense: {
    read: ({ units, ...options }: DenseOptions & { units: number }) => dense(units, options),
    create: createDense,
  },
  dotInteraction: { read: dotInteraction, create: createDotInteraction },
  dropout: { read: ({ rate }: { rate: number }) => dropout(rate), create: createDropout },
  l2Normalize: { read: l2Normalize, create: createL2Normalize },
  layerNorm: { read: layerNorm, create: createLayerNorm },
};

/**
 * Branches side by side: each is given a stretch of the input's numbers, goes through layers of its own,
 * and what they give is joined in their order. DLRM and DCN of two arms are made of it.
 * @throws ConfigError for no branch, a place that is no whole number, or a `layersModel` in a branch.
 * @example
 * // The last 64 numbers as they are, and what dense layers make of those before them.
 * branches([{ to: -64, layers: denseStack([32, 16]) }, { from: -64, layers: [] }]);
 */
export function branches(list: readonly BranchSpec[]): BranchesSpec {
  return readBranches<PlainLayer>(list, (what, layer) => {
    const read = readLayer(what, layer);
    if (read.kind !== "layersModel") return read;
    throw new ConfigError(`${what}: a layersModel cannot stand in a branch.`);
  });
}

function readLayersModel(settings: Partial<LayersModelParts>): LayersModelSpec {
  const { tf, model } = settings;
  if (tf === undefined || model === undefined) {
    throw new ConfigError(
      "a layersModel layer is a model of TensorFlow.js, which its settings alone cannot bring back; hand it over as the option layersModel.",
    );
  }
  return layersModel({ tf, model });
}

/** A layer's settings as plain JSON. */
export const layerToJSON = (spec: NetworkLayer): LayerSpec =>
  spec.kind === "layersModel"
    ? { kind: spec.kind, model: spec.model.toJSON(null, false) }
    : { ...spec };

/**
 * Checks what is said to be the settings of a layer.
 * @throws ConfigError if it is of no kind that there is, or a setting is not what it should be.
 */
export function readLayer(what: string, spec: unknown): NetworkLayer {
  const { kind, ...settings } = (spec ?? {}) as LayerSpec;
  if (typeof kind !== "string" || !Object.hasOwn(KINDS, kind)) {
    throw new ConfigError(
      `${what} must be a layer such as dense(32), got ${shown(spec)}; the kinds are ${Object.keys(KINDS).join(", ")}.`,
    );
  }
  return KINDS[kind as NetworkLayer["kind"]].read(settings as never);
}

/** How wide a layer's output is, where the width of its input, or its settings alone, say so. */
export function widthAfter(
  layers: readonly NetworkLayer[],
  inputWidth: number | undefined,
): number | undefined {
  return layers.reduce<number | undefined>((width, layer) => {
    if (layer.kind === "dense") return layer.units;
    if (layer.kind === "branches") return branchesWidth(layer, width, widthAfter);
    if (layer.kind === "layersModel") return layersModelWidth(layer);
    if (layer.kind === "dotInteraction") return interactionWidth(layer, width);
    return width;
  }, inputWidth);
}

export const createLayer = (spec: NetworkLayer, parts: LayerParts): Layer =>
  KINDS[spec.kind].create(spec as never, parts);
