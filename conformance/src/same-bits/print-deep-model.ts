// node --conditions=@towerkit/source --import tsx conformance/src/same-bits/print-deep-model.ts THREADS
//
// Prints what `trainDeepModel` comes to on this Node, as JSON, and what was expected.
import { DEEP_MODEL_DIGEST, trainDeepModel } from "./deep-model.js";

const trained = await trainDeepModel({ threads: Number(process.argv[2]) });
process.stdout.write(`${JSON.stringify({ ...trained, expected: DEEP_MODEL_DIGEST })}\n`);
