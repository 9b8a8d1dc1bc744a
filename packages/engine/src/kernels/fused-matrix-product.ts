import type { _FusedMatMulAttrs, _FusedMatMulInputs, TensorInfo } from "@tensorflow/tfjs-core";
import { runtimeOf, type TowerkitBackend } from "../backend/backend.js";
import { type Kernels, LEFT_TO_CPU } from "../backend/kernel.js";
import { broadcast } from "../backend/shapes.js";
import { floatsOf, makeTensor } from "../backend/tensors.js";
import { runLoop, type Shaped } from "./elementwise.js";
import { multiplyStacks } from "./matrix-product.js";
import { arithmetic, prelu, type RowLoop } from "./row-loops.js";
import { transcendentalLoops } from "./transcendental-loops.js";
import { unaryLoops } from "./unary-loops.js";

/** A matrix product, with a bias and an activation added to it in place. */
export const fusedMatrixProductKernels: Kernels = {
  _FusedMatMul({ inputs, attrs, backend }) {
    const { a, b, bias, preluActivationWeights } = inputs as unknown as _FusedMatMulInputs;
    const { transposeA, transposeB, activation, leakyreluAlpha } =
      attrs as unknown as _FusedMatMulAttrs;
    const product = multiplyStacks(backend, { a, b, transposeA, transposeB });
    if (product === undefined || !fits(bias, product) || !fits(preluActivationWeights, product)) {
      return LEFT_TO_CPU;
    }
    if (bias)
      inPlace(arithmetic.Add, product, { values: floatsOf(backend, bias), shape: bias.shape });
    if (activation === "prelu" && preluActivationWeights) {
      const { shape } = preluActivationWeights;
      inPlace(prelu, product, { values: floatsOf(backend, preluActivationWeights), shape });
    }
    activate(product.values, { activation, alpha: leakyreluAlpha ?? 0, backend });
    return makeTensor(backend, product.shape, product.values);
  },
};

/** Whether an operand is absent, or of the right type and can be repeated to the product's shape. */
function fits(operand: TensorInfo | undefined, { shape }: Shaped): boolean {
  if (!operand) return true;
  return operand.dtype === "float32" && broadcast(operand.shape, shape)?.join() === shape.join();
}

function inPlace(loop: RowLoop, out: Shaped, operand: Shaped): void {
  runLoop(loop, { a: out, b: operand, out });
}

interface Activated {
  readonly activation: _FusedMatMulAttrs["activation"];
  readonly alpha: number;
  readonly backend: TowerkitBackend;
}

function activate(values: Float32Array, { activation, alpha, backend }: Activated): void {
  if (activation === "relu") unaryLoops.Relu(values, values);
  if (activation === "relu6") unaryLoops.Relu6(values, values);
  if (activation === "leakyrelu") unaryLoops.LeakyRelu(values, values, alpha);
  if (activation === "elu") transcendentalLoops.Elu(values, values);
  if (activation === "sigmoid") transcendentalLoops.Sigmoid(values, values, runtimeOf(backend));
}
