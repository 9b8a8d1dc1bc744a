// npm run tfjs-node: builds @tensorflow/tfjs-node aside, where that is not done yet. Prints the folder
// whose node_modules hold it, which is what TOWERKIT_TFJS_NODE wants; everything else on stderr.
import { buildTfjsNode } from "./tfjs-node/build.js";
import { CannotBuild } from "./tfjs-node/cannot-build.js";
import { ensureBuilt } from "./tfjs-node/ensure.js";
import { thisMachine, wheelFor } from "./tfjs-node/machine.js";
import { tfjsNodePlace } from "./tfjs-node/place.js";
import { proveTfjsNode } from "./tfjs-node/prove.js";
import { recipe } from "./tfjs-node/recipe.js";

const say = (line: string) => console.error(`[${Math.floor(performance.now() / 1000)} s] ${line}`);

async function ensureTfjsNode(): Promise<string> {
  const machine = thisMachine();
  const wheel = wheelFor(recipe, machine);
  const folder = tfjsNodePlace(process.env, machine.target);
  await ensureBuilt(folder, {
    build: (draft) => buildTfjsNode(draft, { recipe, wheel, say }),
    prove: (draft) => proveTfjsNode(draft, recipe),
    say,
  });
  say(`tfjs-node ${recipe.tfjs} with TensorFlow ${recipe.tensorflow} works`);
  return folder;
}

if (process.argv.length > 2) {
  console.error("npm run tfjs-node takes no arguments; TOWERKIT_NATIVE_DIR says where it builds.");
  process.exitCode = 2;
} else {
  try {
    console.log(await ensureTfjsNode());
  } catch (error) {
    if (!(error instanceof CannotBuild)) throw error;
    console.error(`tfjs-node was not built.\n${error.message}`);
    process.exitCode = 1;
  }
}
