import { adagrad, sgd } from "@towerkit/models";
import { expectAllClose } from "@towerkit/test-utils";
import { type Claims, claim, differs } from "../cases.js";
import { matrix, type Rows, runtimeForTests } from "./embeddings.js";

const tableOf = (rows: Rows) => {
  const { data, dim } = matrix(rows);
  return { name: "table", rows: rows.length, dim, data };
};

export const optimizerClaims: Claims = {
  "optimizer/sgd": claim<
    { learning_rate: number; variable: readonly number[]; gradients: Rows },
    { after_each_step: Rows }
  >(async (given, expected, tolerance) => {
    const runtime = await runtimeForTests();
    const optimizer = sgd(given.learning_rate);
    const table = tableOf([given.variable]);
    given.gradients.forEach((gradient, step) => {
      const values = Float32Array.from(gradient);
      optimizer.step({ table, rows: Int32Array.of(0), values }, { runtime });
      expectAllClose(table.data, expected.after_each_step[step] as number[], {
        absolute: tolerance,
      });
    });
  }),

  "optimizer/adagrad": claim<
    {
      learning_rate: number;
      initial_accumulator_value: number;
      epsilon: number;
      variable: readonly number[];
      gradients: Rows;
    },
    { after_each_step: Rows }
  >(async (given, expected, tolerance) => {
    const runtime = await runtimeForTests();
    const optimizer = adagrad(given.learning_rate, {
      initialAccumulator: given.initial_accumulator_value,
      epsilon: given.epsilon,
    });
    const table = tableOf([given.variable]);
    given.gradients.forEach((gradient, step) => {
      const values = Float32Array.from(gradient);
      optimizer.step({ table, rows: Int32Array.of(0), values }, { runtime });
      expectAllClose(table.data, expected.after_each_step[step] as number[], {
        absolute: tolerance,
      });
    });
  }),

  "optimizer/adagrad/repeated-rows": differs<
    {
      variable: Rows;
      sparse_gradient: { rows: readonly number[]; values: Rows };
      learning_rate: number;
    },
    { variable: Rows }
  >(
    async (given, expected, tolerance) => {
      const runtime = await runtimeForTests();
      const table = tableOf(given.variable);
      const touched = [...new Set(given.sparse_gradient.rows)];
      const values = new Float32Array(touched.length * table.dim);
      runtime.accumulateRows({
        gradients: matrix(given.sparse_gradient.values).data,
        dim: table.dim,
        slots: Int32Array.from(given.sparse_gradient.rows, (row) => touched.indexOf(row)),
        out: values,
      });
      adagrad(given.learning_rate).step(
        { table, rows: Int32Array.from(touched), values },
        { runtime },
      );
      // Gradients .1 and .2 of one weight that stands at 2: their sum is .3.
      const summedThenSquared = 2 - (0.1 * 0.3) / Math.sqrt(0.1 + 0.3 ** 2);
      const squaredThenSummed = 2 - (0.1 * 0.3) / Math.sqrt(0.1 + 0.1 ** 2 + 0.2 ** 2);
      const figures = expected.variable.flat();
      expectAllClose([figures[2] as number], [squaredThenSummed], { absolute: 1e-5 });
      expectAllClose(table.data, figures.with(2, summedThenSquared), { absolute: tolerance });
    },
    "the case contradicts itself: its words sum the gradients first, which gives 2 − .1·.3/√(.1 + .3²) = " +
      "1.93118 for the weight with gradients .1 and .2, and which is ours and Keras 2.11's; its figure, " +
      "1.92254, is 2 − .1·.3/√(.1 + .1² + .2²), where squares are summed. The three other weights are as " +
      "in the case",
  ),
};
