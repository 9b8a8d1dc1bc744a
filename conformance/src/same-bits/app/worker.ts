import { train } from "../train.js";

globalThis.onmessage = async ({ data }) => {
  const trained = await train(data);
  globalThis.postMessage(trained);
};
