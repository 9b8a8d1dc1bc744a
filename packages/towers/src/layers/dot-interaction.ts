import { ConfigError, checkInteger } from "@towerkit/core";
import { checkSwitch } from "./checks.js";
import type { Layer, LayerParts, LayerSpec, Pass } from "./layer.js";

export interface DotInteractionOptions {
  /** The width of each of the vectors that lie side by side in the input. */
  readonly dim: number;
  /** Whether a vector's product with itself counts. Default false. */
  readonly selfInteraction?: boolean;
  /** Whether the whole square of products is given, zeros where nothing counts. Default false. */
  readonly skipGather?: boolean;
}

/** The settings of a dot interaction. */
export interface DotInteractionSpec extends LayerSpec, Required<DotInteractionOptions> {
  readonly kind: "dotInteraction";
}

/**
 * The dot products of all pairs of vectors of a row, as in DLRM (Naumov and others, 2019): the input
 * holds F vectors of `dim` numbers, the output the lower triangle of their products, row by row:
 * F · (F − 1) / 2 numbers, F · (F + 1) / 2 with `selfInteraction`, F² with `skipGather`.
 * @throws ConfigError if an option is not what it should be.
 */
export function dotInteraction(options: DotInteractionOptions): DotInteractionSpec {
  const { dim, selfInteraction = false, skipGather = false } = options;
  return {
    kind: "dotInteraction",
    dim: checkInteger("dotInteraction dim", dim, 1),
    selfInteraction: checkSwitch("dotInteraction selfInteraction", selfInteraction),
    skipGather: checkSwitch("dotInteraction skipGather", skipGather),
  };
}

/** How many numbers the output has, given how many the input has. */
export function interactionWidth(
  { dim, selfInteraction, skipGather }: DotInteractionSpec,
  inputWidth: number | undefined,
): number | undefined {
  if (inputWidth === undefined) return undefined;
  const vectors = inputWidth / dim;
  return skipGather ? vectors * vectors : (vectors * (vectors + (selfInteraction ? 1 : -1))) / 2;
}

/** A pair of vectors, and where in the output their product stands. */
interface Pair {
  readonly a: number;
  readonly b: number;
  readonly place: number;
}

export function createDotInteraction(spec: DotInteractionSpec, { inputWidth }: LayerParts): Layer {
  const { dim } = spec;
  if (inputWidth % dim !== 0) {
    throw new ConfigError(
      `dotInteraction: the input is ${inputWidth} wide, which vectors of dim ${dim} do not fill; give all its features that dim.`,
    );
  }
  const vectors = inputWidth / dim;
  const outputWidth = interactionWidth(spec, inputWidth) as number;
  checkInteger("dotInteraction: the width of the output", outputWidth, 0);
  // There are as many as numbers in the output, so none are made before a row asks for them.
  let kept: readonly Pair[] | undefined;
  const pairs = () => {
    kept ??= pairsOf(vectors, spec);
    return kept;
  };
  return {
    inputWidth,
    outputWidth,
    parameters: [],
    forward(input, rows): Pass {
      const output = new Float32Array(rows * outputWidth);
      for (let row = 0; row < rows; row++) {
        const from = row * inputWidth;
        for (const { a, b, place } of pairs()) {
          let product = 0;
          for (let d = 0; d < dim; d++) {
            product += input[from + a * dim + d] * input[from + b * dim + d];
          }
          output[row * outputWidth + place] = product;
        }
      }
      return {
        output,
        backward(gradients) {
          const back = new Float32Array(input.length);
          for (let row = 0; row < rows; row++) {
            const from = row * inputWidth;
            for (const { a, b, place } of pairs()) {
              const gradient = gradients[row * outputWidth + place];
              for (let d = 0; d < dim; d++) {
                back[from + a * dim + d] += gradient * input[from + b * dim + d];
                back[from + b * dim + d] += gradient * input[from + a * dim + d];
              }
            }
          }
          return { input: back, parameters: [] };
        },
      };
    },
  };
}

function pairsOf(
  vectors: number,
  { selfInteraction, skipGather }: DotInteractionSpec,
): readonly Pair[] {
  const pairs: Pair[] = [];
  for (let a = 0; a < vectors; a++) {
    for (let b = 0; b < a + (selfInteraction ? 1 : 0); b++) {
      pairs.push({ a, b, place: skipGather ? a * vectors + b : pairs.length });
    }
  }
  return pairs;
}
