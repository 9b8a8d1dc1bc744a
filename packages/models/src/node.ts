/** What of training reads or writes files. */
export { fileCheckpoints } from "./node/file-checkpoints.js";
