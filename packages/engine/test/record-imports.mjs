// Preloaded with `node --import`: writes every module specifier that is resolved to stderr.
import { register } from "node:module";

const hooks = `
  import { writeSync } from "node:fs";
  export function resolve(specifier, context, next) {
    writeSync(2, "resolved " + specifier + "\\n");
    return next(specifier, context);
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
