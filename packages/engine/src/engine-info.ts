import type { Runtime, RuntimeOptions } from "@towerkit/kernels";
import type { EngineName } from "./engine.js";

/** What an engine is, for logs and reports. */
export interface EngineInfo {
  readonly name: EngineName;
  /** Why it is this one, and what was asked for and cannot be had, in a sentence. */
  readonly reason: string;
  /** Where one seed gives the same bits, and where it does not, in a sentence. */
  readonly bits: string;
  /** How many threads the kernels really use. */
  readonly threads: number;
  /** Which SIMD instructions the kernels run on; `"none"` means plain TypeScript. */
  readonly simd: Runtime["simd"];
}

/** Says what an engine is, from what was asked for and the runtime that it got. */
export function describeEngine(
  name: EngineName,
  { threads, simd }: Pick<Runtime, "threads" | "simd">,
  asked: RuntimeOptions,
): EngineInfo {
  const reason = [
    name === "default"
      ? "the default engine, as no other was asked for"
      : "@tensorflow/tfjs-node was asked for and is loaded",
    simd === "none" ? "the kernels are plain TypeScript" : `the kernels use ${WORDS[simd]}`,
    ...missedThreads(threads, asked),
    ...missedSpeed(simd, asked),
  ];
  return { name, reason: `${reason.join("; ")}.`, bits: promiseOf(name, simd), threads, simd };
}

const WORDS = { simd: "SIMD instructions", relaxed: "relaxed SIMD instructions" };

function missedThreads(threads: number, asked: RuntimeOptions): string[] {
  if (asked.threads === undefined || asked.threads === threads) return [];
  return [`${asked.threads} threads were allowed, but no more than ${threads} can be used here`];
}

function missedSpeed(simd: Runtime["simd"], { fast }: RuntimeOptions): string[] {
  if (!fast || simd === "relaxed") return [];
  return ["fast was allowed, but this platform has no relaxed SIMD instructions"];
}

function promiseOf(name: EngineName, simd: Runtime["simd"]): string {
  if (simd === "relaxed") {
    return "The bits of one seed differ between machines, as fast was allowed.";
  }
  if (name === "tfjs-node") {
    return "One seed gives the same bits on every machine except in dense layers, which TensorFlow's library computes: theirs agree within tolerances.";
  }
  return "One seed gives the same bits on every machine and for any number of threads, except in a LayersModel of your own.";
}
