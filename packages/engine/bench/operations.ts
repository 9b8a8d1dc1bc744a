import type { Tensor } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "../src/index.js";
import type { TensorFlowCore } from "../src/tensorflow/load.js";
import { print, race } from "./race.js";

const [ROWS, COLUMNS, SEGMENTS] = [2048, 64, 100];

type Operation = () => Tensor | Tensor[];

/** What a tower's layers, losses and their gradients are made of, at the size of a batch. */
function operationsOf(tf: TensorFlowCore): Record<string, Operation> {
  const made = (size: number) => Float32Array.from({ length: size }, (_, i) => (i % 97) / 40 - 1.2);
  const x = tf.tensor2d(made(ROWS * COLUMNS), [ROWS, COLUMNS]);
  const y = tf.tensor2d(made(ROWS * COLUMNS).reverse(), [ROWS, COLUMNS]);
  const bias = tf.tensor1d(made(COLUMNS));
  const perRow = tf.tensor2d(made(ROWS), [ROWS, 1]);
  const ids = tf.tensor1d(
    Int32Array.from({ length: ROWS }, (_, i) => (i * 31) % SEGMENTS),
    "int32",
  );
  return {
    "add, bias": () => tf.add(x, bias),
    multiply: () => tf.mul(x, y),
    "multiply, a row's factor": () => tf.mul(x, perRow),
    "relu's gradient": () => tf.mul(y, tf.step(x)),
    relu: () => tf.relu(x),
    sigmoid: () => tf.sigmoid(x),
    tanh: () => tf.tanh(x),
    exp: () => tf.exp(x),
    log: () => tf.log(x),
    elu: () => tf.elu(x),
    erf: () => tf.erf(x),
    softplus: () => tf.softplus(x),
    softmax: () => tf.softmax(x),
    "sum of a column": () => tf.sum(x, 0),
    "sum of a row": () => tf.sum(x, 1),
    "mean of all": () => tf.mean(x),
    concat: () => tf.concat([x, y], 1),
    split: () => tf.split(x, 2, 1),
    transpose: () => tf.transpose(x),
    pad: () =>
      tf.pad(x, [
        [0, 0],
        [COLUMNS, 0],
      ]),
    tile: () => tf.tile(bias, [ROWS]),
    gather: () => tf.gather(x, ids),
    "segment sums": () => tf.unsortedSegmentSum(x, ids, SEGMENTS),
  };
}

/** Operations on two backends, in microseconds. */
export function benchOperations(backends: readonly [TensorFlow, TensorFlow]): void {
  const [ours, cpu] = backends.map((tensorflow) => ({
    tensorflow,
    operations: tensorflow.run(() => operationsOf(tensorflow.tf)),
  })) as [Measured, Measured];
  print(
    `microseconds, ${ROWS} x ${COLUMNS}`,
    ours.tensorflow.backend,
    cpu.tensorflow.backend,
    "times",
  );
  for (const name of Object.keys(ours.operations)) {
    const { rounds, warmUp } = name === "segment sums" ? { rounds: 3, warmUp: 1 } : ROUNDS;
    const timings = race(
      { ours: runnerOf(ours, name), cpu: runnerOf(cpu, name) },
      { rounds, warmUp },
    );
    const [fast, slow] = [timings["ours"]?.median ?? 0, timings["cpu"]?.median ?? 0];
    print(name, fast * 1000, slow * 1000, slow / fast);
  }
}

const ROUNDS = { rounds: 25, warmUp: 15 };

interface Measured {
  readonly tensorflow: TensorFlow;
  readonly operations: Record<string, Operation>;
}

function runnerOf({ tensorflow, operations }: Measured, name: string): () => void {
  const operation = operations[name] as Operation;
  return () => tensorflow.run(() => tensorflow.tf.dispose(operation()));
}
