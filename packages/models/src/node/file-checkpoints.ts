import { createFolder } from "@towerkit/bundle/node";
import { decodeState } from "../checkpoints/decode-state.js";
import { encodeState } from "../checkpoints/encode-state.js";
import type { CheckpointStore } from "../training/checkpoint.js";

const FILE = "checkpoint.safetensors";
const LOCK = { file: "training.lock", what: "the folder is being trained into" };

/**
 * Keeps the state of a training in a folder, as `checkpoint.safetensors`. A state is written whole and
 * flushed to the disk before it takes the place of the last one, so that one that is complete is there
 * whenever the process, or the machine, ends.
 *
 * One training at a time keeps its state there: while it runs there is a `training.lock`, which keeps out
 * every other, in this process or another. One that a process which is gone left behind is taken over.
 *
 * @param dir - made where it is not there.
 * @throws BundleError, in reading, if the file is damaged; as training begins, if another trains there; always,
 * if the disk fails.
 * @example
 * const checkpoint = { store: fileCheckpoints("./run"), resume: true };
 * await model.fit(train, { candidates: movies, optimizer: adagrad(0.1), epochs: 50, checkpoint });
 */
export function fileCheckpoints(dir: string): CheckpointStore {
  return {
    hold: async () => (await createFolder(dir)).lock(LOCK),
    async read() {
      const folder = await createFolder(dir);
      const bytes = await folder.read(FILE, { atMost: Number.MAX_SAFE_INTEGER });
      return bytes && decodeState(bytes, FILE);
    },
    async write(state) {
      const folder = await createFolder(dir);
      await folder.write(FILE, await encodeState(state));
      await folder.flush();
    },
  };
}
