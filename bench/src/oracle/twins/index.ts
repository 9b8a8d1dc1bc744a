import type { Twin } from "../column.js";
import { hashes } from "./hashes.js";
import { lookups } from "./lookups.js";
import { numbers } from "./numbers.js";
import { texts } from "./texts.js";

/** Every layer of Keras that the Python program knows, with what of ours is compared with it. */
export const twins: readonly Twin[] = [...lookups, ...hashes, ...numbers, ...texts];
