// Preloaded with `node --import`: makes @tensorflow/tfjs-node a package that says when it is loaded, and
// registers a backend that can do nothing.
import { register } from "node:module";

const pretended = `
  process.stderr.write("tfjs-node was loaded\\n");
  globalThis._tfengine.registerBackend("tensorflow", () => ({}));`;
const hooks = `
  export function resolve(specifier, context, next) {
    if (specifier !== "@tensorflow/tfjs-node") return next(specifier, context);
    return { url: ${JSON.stringify(`data:text/javascript,${encodeURIComponent(pretended)}`)}, shortCircuit: true };
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
