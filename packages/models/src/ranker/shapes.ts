import { ConfigError } from "@towerkit/core";
import {
  branches,
  type CrossLayerOptions,
  dense,
  denseStack,
  dotInteraction,
  type Features,
  multiLayerCross,
  type NetworkLayer,
} from "@towerkit/towers";

/** What features go through: layers, the last of which gives one number, or what makes them for features. */
export type RankerLayers =
  | readonly NetworkLayer[]
  | ((features: Features) => readonly NetworkLayer[]);

/** The parts of a DLRM. */
export interface DlrmOptions {
  /**
   * The widths of the dense layers that features of numbers go through, before one as wide as an
   * embedding. Default `[256, 64]`.
   */
  readonly bottom?: readonly number[];
  /** The widths of the dense layers over the products, before the one that gives the prediction. Default `[512, 256]`. */
  readonly top?: readonly number[];
  /** Whether a vector's product with itself counts. Default false. */
  readonly selfInteraction?: boolean;
  /** What the squares of the layers' numbers cost, each. Default 0. */
  readonly l2?: number;
}

/**
 * The layers of a DLRM (Naumov and others, 2019): numbers go through dense layers to a vector as wide as
 * the embeddings, and dense layers make the prediction out of that vector and the dot products of all pairs
 * of vectors.
 * @returns what makes the layers for features; ConfigError from there unless embeddings are of one width.
 */
export function dlrm({
  bottom = [256, 64],
  top = [512, 256],
  selfInteraction = false,
  l2 = 0,
}: DlrmOptions = {}): (features: Features) => readonly NetworkLayer[] {
  const ofTop = denseStack([...top, 1], { l2 });
  return (features) => {
    const { dim, sparse, hasNumbers } = vectorsOf(features);
    const interaction = dotInteraction({ dim, selfInteraction });
    if (!hasNumbers) return [interaction, ...ofTop];
    const ofBottom = denseStack([...bottom, dim], { finalActivation: "relu", l2 });
    return [
      branches([
        { to: -sparse, layers: ofBottom },
        { from: -sparse, layers: [] },
      ]),
      branches([{ to: dim, layers: [] }, { layers: [interaction] }]),
      ...ofTop,
    ];
  };
}

/** How wide each embedding is, and all of them together. */
function vectorsOf(features: Features): {
  readonly dim: number;
  readonly sparse: number;
  readonly hasNumbers: boolean;
} {
  const widths = Object.entries(features).flatMap(([name, feature]) =>
    feature.kind === "embedding" ? [{ name, dim: feature.dim }] : [],
  );
  if (widths.length === 0) {
    throw new ConfigError("dlrm: there is no embedding; it multiplies embeddings with each other.");
  }
  const [{ name, dim }] = widths;
  const other = widths.find((width) => width.dim !== dim);
  if (other !== undefined) {
    throw new ConfigError(
      `dlrm: "${name}" is ${dim} wide and "${other.name}" ${other.dim}; give all embeddings one width, so that they can be multiplied.`,
    );
  }
  const hasNumbers = widths.length < Object.keys(features).length;
  if (widths.length === 1 && !hasNumbers) {
    throw new ConfigError(
      "dlrm: there is one feature only; it multiplies features with each other.",
    );
  }
  return { dim, sparse: widths.length * dim, hasNumbers };
}

/** The parts of a DCN. */
export interface DcnOptions extends CrossLayerOptions {
  /** How many cross layers. Default 3. */
  readonly layers?: number;
  /** The widths of the dense layers, before the one that gives the prediction. Default `[192, 192]`. */
  readonly deep?: readonly number[];
  /** Whether the dense layers follow the cross layers or stand beside them. Default `"stacked"`. */
  readonly structure?: "stacked" | "parallel";
  /** What the squares of the cross and dense layers' numbers cost, each. Default 0. */
  readonly l2?: number;
}

/**
 * The layers of a deep and cross network (DCN-v2: Wang and others, 2021): cross layers, whose options are
 * those of `cross`, then dense ones.
 * @throws ConfigError if an option is not what it should be.
 * @example
 * dcn({ layers: 1, deep: [192, 192], projectionDim: 20 });
 */
export function dcn({
  deep = [192, 192],
  structure = "stacked",
  ...options
}: DcnOptions = {}): readonly NetworkLayer[] {
  const crosses = multiLayerCross(options);
  const l2 = options.l2 ?? 0;
  if (structure === "stacked") return [crosses, ...denseStack([...deep, 1], { l2 })];
  if (structure !== "parallel") {
    throw new ConfigError(`dcn structure must be "stacked" or "parallel", got "${structure}".`);
  }
  if (deep.length === 0) throw new ConfigError("dcn: a parallel structure needs a width in deep.");
  return [
    branches([
      { layers: [crosses] },
      { layers: denseStack(deep, { finalActivation: "relu", l2 }) },
    ]),
    dense(1, { l2 }),
  ];
}
