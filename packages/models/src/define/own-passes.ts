import { ConfigError, checkLength, NumericError, type TableLike } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { SparseGradient } from "@towerkit/towers";
import type { BatchPasses } from "../two-tower/trainee.js";
import type { LossOfOnesOwn } from "./loss.js";
import type { OwnParts } from "./own-parts.js";

const ONLY_ROW = Int32Array.of(0);

/** Takes batches of a table's rows through towers and a loss of one's own. */
export function createOwnPasses(
  { towers, parameters }: OwnParts,
  loss: LossOfOnesOwn<string, string>,
  { table, runtime }: { readonly table: TableLike; readonly runtime: Runtime },
): BatchPasses {
  const inputs = new Map(
    Array.from(towers, ([name, tower]) => [name, tower.encodeColumns(table).inputs]),
  );
  const widths = Object.fromEntries(Array.from(towers, ([name, { width }]) => [name, width]));
  const numbers = Object.fromEntries(parameters.map(({ name, data }) => [name, data]));
  return (rows, _step, context) => {
    const passes = Array.from(towers, ([name, tower]) => ({
      name,
      pass: tower.forward(inputs.get(name) as never, rows, context),
    }));
    const outputs = Object.fromEntries(passes.map(({ name, pass }) => [name, pass.output]));
    const found = loss({ rows, table, outputs, widths, parameters: numbers, runtime });
    const { lossSum, chanceSum = 0, gradients, parameterGradients = {} } = found;
    if (!Number.isFinite(lossSum)) {
      throw new NumericError(`the loss is ${lossSum}; a lower learning rate may help.`);
    }
    return {
      sums: { lossSum, chanceSum, weightSum: rows.length },
      backward: () => [
        ...passes.flatMap(({ name, pass }) =>
          pass.backward(checked(gradients, name, pass.output.length)),
        ),
        ...parameters.map((of): SparseGradient => {
          const values = checked(parameterGradients, of.name, of.dim);
          return { table: of, rows: ONLY_ROW, values, penalty: 0 };
        }),
      ],
    };
  };
}

function checked(
  found: Readonly<Record<string, Float32Array>>,
  name: string,
  length: number,
): Float32Array {
  const gradients = found[name];
  if (gradients === undefined) {
    throw new ConfigError(`the loss gave no gradients of ${name}; it needs ${length} of them.`);
  }
  checkLength(`the loss's gradients of ${name}`, gradients, length);
  return gradients;
}
