import { CannotBuild } from "./cannot-build.js";
import type { Recipe, Wheel } from "./recipe.js";

/** What of a machine decides whether a library runs on it. */
export interface Machine {
  /** As `process.platform` and `process.arch` have them: `linux-x64`. */
  readonly target: string;
  /** The C library's version; undefined where it is not glibc. */
  readonly glibc: string | undefined;
  /** The highest Node-API version that this Node offers. */
  readonly nodeApi: number;
}

export function thisMachine(): Machine {
  return {
    target: `${process.platform}-${process.arch}`,
    glibc: glibcVersion(),
    nodeApi: Number(process.versions["napi"]),
  };
}

/**
 * The wheel that a recipe has for a machine.
 *
 * @throws CannotBuild where it has none, or where the machine could not run what it holds.
 */
export function wheelFor({ wheels, nodeApi }: Recipe, machine: Machine): Wheel {
  const wheel = wheels[machine.target];
  if (!wheel) {
    throw new CannotBuild(
      `This machine is ${machine.target}; the build is known for ${Object.keys(wheels).join(", ")}.`,
      "Try the ordinary installer, npm i @tensorflow/tfjs-node, or add a wheel to the recipe.",
    );
  }
  if (!machine.glibc) {
    throw new CannotBuild(
      "This system's C library is not glibc, which TensorFlow's library is made for.",
      "Use a system that has glibc, such as Debian.",
    );
  }
  if (!(machine.nodeApi >= nodeApi)) {
    throw new CannotBuild(
      `This Node offers Node-API version ${machine.nodeApi}; the addon is made for ${nodeApi}.`,
      "Use Node 20.19 or a later one.",
    );
  }
  return wheel;
}

function glibcVersion(): string | undefined {
  if (process.platform !== "linux" || !process.report) return undefined;
  const report = process.report.getReport() as {
    readonly header: { readonly glibcVersionRuntime?: string };
  };
  return report.header.glibcVersionRuntime;
}
