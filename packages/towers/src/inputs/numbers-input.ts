import { ConfigError } from "@towerkit/core";
import { isBags, pickNumbers } from "./encoded-inputs.js";
import type { FeatureInput } from "./feature-input.js";

/** A row of numbers as its encoder gives it. */
export function numbersInput(name: string, dim: number): FeatureInput {
  return {
    dim,
    table: undefined,
    parameters: [],
    isLookup: false,
    forward(encoded, rows) {
      if (encoded instanceof Int32Array || isBags(encoded) || encoded.dim !== dim) {
        throw new ConfigError(
          `feature "${name}" wants ${dim} numbers a row; encode the inputs with this tower.`,
        );
      }
      const output = pickNumbers(encoded, rows);
      return { output, tableRows: undefined, backward: () => [] };
    },
  };
}
