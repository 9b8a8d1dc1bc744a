import type { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { KernelFunc } from "@tensorflow/tfjs-core";
import { makeBackend, type TowerkitBackend } from "../backend/backend.js";
import { type KernelCall, LEFT_TO_CPU } from "../backend/kernel.js";
import { shareInputs } from "../backend/tensors.js";
import { allKernels } from "../kernels/all-kernels.js";
import { loadCpuBackend, type TensorFlowCore } from "./load.js";

/** Marks the backends that this copy of the package made. */
const OURS = Symbol("made by this copy of @towerkit/engine");

/**
 * Kernels of the cpu backend whose results never lie in the array of an argument: they are a new array,
 * or the argument's tensor by another name. Others may keep a part of it.
 */
const SHARE_NOTHING = new Set(["AddN", "Cast", "ExpandDims", "Identity", "Reshape", "Select"]);

/**
 * The towerkit backend of a TensorFlow.js: one for all engines, registered at the first call. Beside the
 * user's own cpu backend, which it leaves alone: its tensors and its place in the registry are its own.
 */
export async function towerkitBackend(
  tf: TensorFlowCore,
): Promise<{ name: string; backend: TowerkitBackend }> {
  await loadCpuBackend(tf);
  for (let number = 1; ; number++) {
    // Another copy of this package may have taken the name. (No underscore: TensorFlow.js splits there.)
    const name = number === 1 ? "towerkit" : `towerkit-${number}`;
    if (tf.findBackendFactory(name) === null) register(tf, name);
    const backend = tf.findBackend(name) as TowerkitBackend;
    if (OURS in backend) return { name, backend };
  }
}

function register(tf: TensorFlowCore, name: string): void {
  const make = () => {
    const cpu = tf.findBackendFactory("cpu")() as MathBackendCPU;
    return Object.assign(makeBackend(cpu), { [OURS]: true });
  };
  // Priority 0: it is never chosen over a backend that the user has.
  tf.registerBackend(name, make, 0);
  for (const cpuKernel of tf.getKernelsForBackend("cpu")) {
    const { kernelName } = cpuKernel;
    // Left over where somebody has removed the backend: registering it over again would print a warning.
    if (tf.getKernel(kernelName, name)) tf.unregisterKernel(kernelName, name);
    const kernelFunc = kernelFor(kernelName, cpuKernel.kernelFunc);
    tf.registerKernel({ ...cpuKernel, backendName: name, kernelFunc });
  }
}

/** Our kernel of a name, which leaves what it does not take to the cpu backend's; or only the latter. */
function kernelFor(name: string, cpuKernel: KernelFunc): KernelFunc {
  const others: KernelFunc = (params) => {
    if (!SHARE_NOTHING.has(name)) shareInputs(params as KernelCall);
    return cpuKernel(params);
  };
  const kernel = allKernels[name];
  if (kernel === undefined) return others;
  return (params) => {
    const result = kernel(params as KernelCall);
    return result === LEFT_TO_CPU ? others(params) : result;
  };
}
