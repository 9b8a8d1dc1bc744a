import util from "node:util";
import { EngineError } from "@towerkit/core";

/** In a variable, so that neither a bundler nor the compiler looks for a package that may be missing. */
const TFJS_NODE = "@tensorflow/tfjs-node";

type Importer = (specifier: string) => Promise<unknown>;

const importModule: Importer = (specifier) => import(/* @vite-ignore */ specifier);

/**
 * Loads TensorFlow's native library.
 * @throws EngineError, with what to do, if it is not installed or does not load.
 */
export async function loadTfjsNode(load: Importer = importModule): Promise<void> {
  try {
    giveBackRemoved(util);
    await load(TFJS_NODE);
  } catch (error) {
    throw new EngineError(whyNot(error as Error), { cause: error });
  }
}

/** Functions of Node's `util` that Node 23 and 24 removed, and that tfjs-node 4.22 still calls. */
const REMOVED = {
  isArray: Array.isArray,
  isNullOrUndefined: (value: unknown) => value === undefined || value === null,
};

/** Adds to Node's `util` what tfjs-node expects of it; what is there stays as it is. */
export function giveBackRemoved(target: object): void {
  for (const [name, removed] of Object.entries(REMOVED)) {
    if (!(name in target)) Object.assign(target, { [name]: removed });
  }
}

function whyNot(error: Error): string {
  if (isMissing(error)) {
    return `the engine "tfjs-node" needs ${TFJS_NODE}, which is not installed: run npm i ${TFJS_NODE}, or use the default engine.`;
  }
  return `${TFJS_NODE} is installed but does not load (${error.message}): install it again with npm i ${TFJS_NODE}, or use the default engine.`;
}

/**
 * Whether the package itself is absent, rather than something that it needs. Vite puts a module in an
 * optional peer's place that throws the second of these.
 */
function isMissing({ message }: Error): boolean {
  return (
    message.startsWith(`Cannot find package '${TFJS_NODE}'`) ||
    message.startsWith(`Could not resolve "${TFJS_NODE}"`)
  );
}
