// Preloaded with `node --import`: makes TensorFlow.js a package that is not installed.
import { register } from "node:module";

const hooks = `
  export function resolve(specifier, context, next) {
    if (!specifier.startsWith("@tensorflow/")) return next(specifier, context);
    throw new Error("Cannot find package '" + specifier + "'");
  }`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
