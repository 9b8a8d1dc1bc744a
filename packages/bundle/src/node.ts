/** Folders of this machine, written to so that a crash leaves a file whole or as it was. */
export { createFolder } from "./platform/node.js";
export type { ReadableFolder, WritableFolder } from "./storage/folder.js";
