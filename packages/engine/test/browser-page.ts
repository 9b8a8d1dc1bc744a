// Bundled by a test, and run in a page.
import { createEngine } from "../src/index.js";
import { denseStack, lossAndGradients } from "./dense-stack.js";
import { operationBits } from "./operation-bits.js";

/** What the test reads from the page. */
export interface PageResult {
  readonly threads: number;
  readonly backend: string;
  readonly loss: number;
  readonly gradients: readonly (readonly number[])[];
  readonly operations: readonly number[];
}

/** One step of a dense stack, and all operations, as plain numbers. */
export async function step(): Promise<PageResult> {
  const engine = await createEngine();
  const tensorflow = await engine.tensorflow();
  const { loss, gradients } = lossAndGradients(tensorflow, denseStack(100, [96, 64, 32]));
  const operations = operationBits(tensorflow);
  const { threads } = engine.info();
  await engine.close();
  const { backend } = tensorflow;
  return { threads, backend, loss, gradients: gradients.map((own) => [...own]), operations };
}

Object.assign(globalThis, { step });
