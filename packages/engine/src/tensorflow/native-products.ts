import type { MatrixProductInput, Runtime } from "@towerkit/kernels";
import type { EngineTensorFlow } from "./tensorflow.js";

/** Below so many multiplications, handing the numbers over costs more than multiplying them. */
const LEAST_MULTIPLICATIONS = 2 ** 20;

/**
 * The runtime, but with matrix products by TensorFlow's native library: towers' layers multiply there.
 * All the rest, and small products, stay on the kernels.
 */
export function withNativeProducts(runtime: Runtime, tensorflow: EngineTensorFlow): Runtime {
  let isClosed = false;
  const close = (): Promise<void> => {
    isClosed = true;
    return runtime.close();
  };
  const matrixProduct = (input: MatrixProductInput): void => {
    // A closed runtime refuses, as it refuses everything.
    if (isWorthwhile(input) && !isClosed) tensorflow.run(() => multiply(tensorflow.tf, input));
    else runtime.matrixProduct(input);
  };
  return new Proxy(runtime, {
    get(target, name) {
      if (name === "matrixProduct") return matrixProduct;
      if (name === "close") return close;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** Whether a product is big, and sound as well: what is wrong with it the kernel says. */
function isWorthwhile({ left, right, rows, inner, columns, out }: MatrixProductInput): boolean {
  return (
    rows * inner * columns >= LEAST_MULTIPLICATIONS &&
    left.length === rows * inner &&
    right.length === inner * columns &&
    out.length === rows * columns
  );
}

function multiply(tf: EngineTensorFlow["tf"], input: MatrixProductInput): void {
  const { left, right, rows, inner, columns, transposed, out } = input;
  const product = tf.tidy(() => {
    const a = tf.tensor2d(left, transposed === "left" ? [inner, rows] : [rows, inner]);
    const b = tf.tensor2d(right, transposed === "right" ? [columns, inner] : [inner, columns]);
    return tf.matMul(a, b, transposed === "left", transposed === "right");
  });
  out.set(product.dataSync());
  product.dispose();
}
