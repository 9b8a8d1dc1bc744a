import { type Trained, type TrainingOptions, train } from "../train.js";

/** What a test can call in the page. */
export interface PageFunctions {
  trainInPage(options: TrainingOptions): Promise<Trained>;
  trainInWorker(options: TrainingOptions): Promise<Trained>;
}

const functions: PageFunctions = { trainInPage: train, trainInWorker };
Object.assign(globalThis, functions);

function trainInWorker(options: TrainingOptions): Promise<Trained> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  return new Promise<Trained>((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(options);
  }).finally(() => worker.terminate());
}
