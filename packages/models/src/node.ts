/** What of training reads or writes files. */
export { type BestCheckpointOptions, bestCheckpoint } from "./node/best-checkpoint.js";
export { csvLog } from "./node/csv-log.js";
export { fileCheckpoints } from "./node/file-checkpoints.js";
export { tensorBoardLog } from "./node/tensor-board-log.js";
