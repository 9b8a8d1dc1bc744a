import { createHash } from "node:crypto";

/** One build of TensorFlow's library, as a wheel that holds it. */
export interface Wheel {
  /** The wheel's own tags, so that any Python on the machine can fetch it. */
  readonly python: string;
  readonly abi: string;
  readonly platform: string;
  readonly sha256: string;
}

/** Everything that decides what is built: see {@link folderName}. */
export interface Recipe {
  /** Of tfjs-node, and of every TensorFlow.js package that it brings. */
  readonly tfjs: string;
  readonly tensorflow: string;
  /** By `process.platform` and `process.arch`. */
  readonly wheels: Readonly<Record<string, Wheel>>;
  /** The Node-API version of the addon: a Node that offers it, or a later one, can load it. */
  readonly nodeApi: number;
  /** Of the package `node-api-headers`. */
  readonly headers: string;
  readonly compilerOptions: readonly string[];
}

export const recipe: Recipe = {
  tfjs: "4.22.0",
  tensorflow: "2.21.0",
  wheels: {
    "linux-x64": {
      python: "3.12",
      abi: "cp312",
      platform: "manylinux_2_27_x86_64",
      sha256: "dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb",
    },
  },
  // The highest that tfjs-node 4.22.0 looks for, under any Node.
  nodeApi: 8,
  headers: "1.9.0",
  compilerOptions: ["-std=c++17", "-O2", "-fPIC", "-shared"],
};

/**
 * The name of the folder that a recipe's result stands in. It has the versions for people and a digest
 * of the whole recipe for the rest, so that a folder is never taken for what another recipe makes.
 */
export function folderName(of: Recipe, target: string): string {
  const digest = createHash("sha256").update(JSON.stringify(of)).digest("hex").slice(0, 8);
  return `tfjs-node-${of.tfjs}-tensorflow-${of.tensorflow}-${target}-napi-${of.nodeApi}-${digest}`;
}
