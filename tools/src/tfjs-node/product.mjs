// node product.mjs FOLDER: multiplies two matrices with the tfjs-node in that folder, and prints the
// result and what computed it. A process of its own, because what is wrong with a native library
// may end the process that loads it.
import { createRequire } from "node:module";
import { join } from "node:path";
import util from "node:util";

// tfjs-node calls these; Node 23 took the first out.
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;

const load = createRequire(join(process.argv[2], "package.json"));
const tf = load("@tensorflow/tfjs-node");
const left = tf.tensor2d([1, 2, 3, 4], [2, 2]);
const right = tf.tensor2d([5, 6, 7, 8], [2, 2]);
const product = Array.from(tf.matMul(left, right).dataSync());
const versions = { tfjs: tf.version["tfjs-node"], tensorflow: tf.backend().binding.TF_Version };
console.log(JSON.stringify({ backend: tf.getBackend(), ...versions, product }));
