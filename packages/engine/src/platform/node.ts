import util from "node:util";
import { EngineError } from "@towerkit/core";

/** In a variable, so that neither a bundler nor the compiler looks for a package that may be missing. */
const TFJS_NODE = "@tensorflow/tfjs-node";

type Importer = (specifier: string) => Promise<unknown>;

const importModule: Importer = (specifier) => import(/* @vite-ignore */ specifier);

/**
 * Loads TensorFlow's native library.
 * @throws EngineError, with what to do, if it is not installed, or without its library, or does not load.
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

/** What npm is to do for tfjs-node's install script to run: npm 12 runs none that is not approved. */
const RUN_ITS_SCRIPT = `npm approve-scripts ${TFJS_NODE} (npm 11.16 and later), then npm rebuild ${TFJS_NODE}`;

function whyNot(error: Error): string {
  if (isMissing(error)) {
    return `the engine "tfjs-node" needs ${TFJS_NODE}, which is not installed: run npm i ${TFJS_NODE}, or use the default engine.`;
  }
  if (lacksItsAddon(error)) {
    return `${TFJS_NODE} is installed, but not the native library that its install script downloads: run ${RUN_ITS_SCRIPT}, or use the default engine.`;
  }
  return `${TFJS_NODE} is installed but does not load (${error.message}): install it again with npm i ${TFJS_NODE}, or use the default engine.`;
}

/** Whether its install script did not run, or not to its end. */
function lacksItsAddon({ message }: Error): boolean {
  return message.includes("(tfjs_binding.node) can not be found");
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
