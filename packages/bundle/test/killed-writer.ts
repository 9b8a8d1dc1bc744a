import { bundleFiles } from "../src/parts/bundle-files.js";
import { FileFolder } from "../src/platform/files/file-folder.js";
import { sha256 } from "../src/platform/node.js";
import { saveBundle } from "../src/storage/save.js";
import { toyContents } from "./toy-contents.js";

/** Run by killed-writer.test.ts: dies, as if the power failed, before the step that it is told. */
const [dir = "", seed = "", step = ""] = process.argv.slice(2);

class DyingFolder extends FileFolder {
  override async write(file: string, bytes: Uint8Array): Promise<void> {
    if (file.startsWith(step)) process.kill(process.pid, "SIGKILL");
    return super.write(file, bytes);
  }
}

await saveBundle(
  new DyingFolder(dir),
  await bundleFiles(toyContents({ seed: Number(seed) }), sha256),
);
