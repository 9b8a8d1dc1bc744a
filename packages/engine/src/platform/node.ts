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
    await load(TFJS_NODE);
  } catch (error) {
    throw new EngineError(whyNot(error as Error), { cause: error });
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
