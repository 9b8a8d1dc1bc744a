import { ConfigError, shown } from "@towerkit/core";
import type { Layer, LayerContext, LayerGradients, LayerParts, LayerSpec, Pass } from "./layer.js";
import { forwardThrough, makeStack } from "./stack.js";

/** The settings of one branch, over layers of whatever kinds there are. */
export interface BranchOf<L> {
  /** The first number of the input that it is given; below 0 counted from the end. Default 0. */
  readonly from?: number;
  /** The first number that it is not given any more; below 0 counted from the end. Default: the end. */
  readonly to?: number | null;
  /** First to last; none where the numbers are only passed on. */
  readonly layers: readonly L[];
}

/** The settings of branches side by side. */
export interface BranchesOf<L> extends LayerSpec {
  readonly kind: "branches";
  readonly branches: readonly Required<BranchOf<L>>[];
}

/**
 * Checks the settings of branches.
 * @param readLayer - checks one layer of a branch.
 */
export function readBranches<L>(
  branches: readonly BranchOf<L>[],
  readLayer: (what: string, layer: unknown) => L,
): BranchesOf<L> {
  if (!Array.isArray(branches) || branches.length === 0) {
    throw new ConfigError(
      `branches must be a list of at least one branch, got ${shown(branches)}.`,
    );
  }
  return {
    kind: "branches",
    branches: branches.map(({ from = 0, to = null, layers }: BranchOf<L>, i) => {
      const what = `branch ${i + 1}`;
      checkPlace(`${what}: from`, from);
      if (to !== null) checkPlace(`${what}: to`, to);
      if (!Array.isArray(layers)) {
        throw new ConfigError(`${what}: layers must be a list of layers, got ${shown(layers)}.`);
      }
      return {
        from,
        to,
        layers: layers.map((layer, l) => readLayer(`${what}: layer ${l + 1}`, layer)),
      };
    }),
  };
}

function checkPlace(what: string, place: unknown): void {
  if (!Number.isSafeInteger(place)) {
    throw new ConfigError(`${what} must be a whole number, got ${shown(place)}.`);
  }
}

/** How many numbers all branches give together, where that is known. */
export function branchesWidth<L>(
  { branches }: BranchesOf<L>,
  inputWidth: number | undefined,
  widthAfter: (layers: readonly L[], inputWidth: number | undefined) => number | undefined,
): number | undefined {
  return branches.reduce<number | undefined>((sum, branch) => {
    const taken = inputWidth === undefined ? undefined : stretchOf(branch, inputWidth);
    const width = widthAfter(branch.layers, taken && taken.to - taken.from);
    return sum === undefined || width === undefined ? undefined : sum + width;
  }, 0);
}

/** The numbers that a branch is given, counted from the start. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

function stretchOf<L>({ from = 0, to = null }: BranchOf<L>, inputWidth: number): Stretch {
  const place = (given: number) => (given < 0 ? inputWidth + given : given);
  return { from: place(from), to: to === null ? inputWidth : place(to) };
}

interface Branch extends Stretch {
  readonly layers: readonly Layer[];
  readonly width: number;
}

/** @param create - makes one layer of a branch. */
export function createBranches<L extends { readonly kind: string }>(
  spec: BranchesOf<L>,
  parts: LayerParts,
  create: (spec: L, parts: LayerParts) => Layer,
): Layer {
  const { inputWidth } = parts;
  const branches = spec.branches.map((branch, i): Branch => {
    const { from, to } = stretchOf(branch, inputWidth);
    if (from < 0 || to > inputWidth || from >= to) {
      throw new ConfigError(
        `branch ${i + 1} takes the numbers from ${from} to before ${to} of an input that is ${inputWidth} wide; it must take at least one, and none that there is not.`,
      );
    }
    const name = `${parts.name}/${i + 1}`;
    const layers = makeStack(branch.layers, { ...parts, name, inputWidth: to - from }, create);
    return { from, to, layers, width: layers.at(-1)?.outputWidth ?? to - from };
  });
  return new Branches(inputWidth, branches);
}

class Branches implements Layer {
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly parameters: Layer["parameters"];
  readonly #branches: readonly Branch[];

  constructor(inputWidth: number, branches: readonly Branch[]) {
    this.inputWidth = inputWidth;
    this.outputWidth = branches.reduce((sum, { width }) => sum + width, 0);
    this.parameters = branches.flatMap(({ layers }) =>
      layers.flatMap(({ parameters }) => parameters),
    );
    this.#branches = branches;
  }

  forward(input: Float32Array, rows: number, context: LayerContext): Pass {
    const output = new Float32Array(rows * this.outputWidth);
    let place = 0;
    const passes = this.#branches.map(({ layers, from, to, width }) => {
      const taken = columnsOf(input, { rows, from, to });
      const pass = forwardThrough(layers, taken, rows, context);
      putColumns(pass.output, output, { rows, at: place, width });
      place += width;
      return pass;
    });
    return { output, backward: (gradients) => this.#backward(passes, gradients, rows) };
  }

  #backward(passes: readonly Pass[], gradients: Float32Array, rows: number): LayerGradients {
    const input = new Float32Array(rows * this.inputWidth);
    let place = 0;
    const parameters = passes.flatMap((pass, i) => {
      const { from, to, width } = this.#branches[i];
      const own = columnsOf(gradients, { rows, from: place, to: place + width });
      place += width;
      const found = pass.backward(own);
      addColumns(found.input, input, { rows, at: from, width: to - from });
      return found.parameters;
    });
    return { input, parameters };
  }
}

/** A copy of some columns of a matrix. */
function columnsOf(
  matrix: Float32Array,
  { rows, from, to }: Stretch & { readonly rows: number },
): Float32Array {
  const width = matrix.length / rows;
  const columns = new Float32Array(rows * (to - from));
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = row * width + from; column < row * width + to; column++, at++) {
      columns[at] = matrix[column];
    }
  }
  return columns;
}

/** Where columns lie in a wider matrix. */
interface Place {
  readonly rows: number;
  readonly at: number;
  readonly width: number;
}

function putColumns(columns: Float32Array, out: Float32Array, { rows, at, width }: Place): void {
  const outWidth = out.length / rows;
  for (let row = 0; row < rows; row++) {
    for (let d = 0; d < width; d++) out[row * outWidth + at + d] = columns[row * width + d];
  }
}

function addColumns(columns: Float32Array, out: Float32Array, { rows, at, width }: Place): void {
  const outWidth = out.length / rows;
  for (let row = 0; row < rows; row++) {
    for (let d = 0; d < width; d++) out[row * outWidth + at + d] += columns[row * width + d];
  }
}
