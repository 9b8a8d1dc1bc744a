import { register } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// The native engine is installed aside, in no workspace's node_modules: imports of it, and of nothing
// else, are resolved from there.
const aside = pathToFileURL(join(process.env.TOWERKIT_TFJS_NODE, "package.json")).href;
const hooks = `export const resolve = (specifier, context, next) =>
  next(specifier, specifier === "@tensorflow/tfjs-node"
    ? { ...context, parentURL: ${JSON.stringify(aside)} } : context);`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
