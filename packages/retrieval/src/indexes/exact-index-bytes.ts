import { BundleError, decodeSafetensors, encodeSafetensors, type Tensor } from "@towerkit/core";
import { type Id, isId } from "../id.js";

const FORMAT = "towerkit-exact-index";
const VERSION = "1";
const WHAT = "the exact index";

/** What a saved exact index holds. */
export interface ExactIndexContent {
  readonly dim: number;
  /** In the order they were put in. */
  readonly ids: readonly Id[];
  /** `[ids.length, dim]` */
  readonly vectors: Float32Array;
}

/** Writes a safetensors file with the vectors as they are and the ids as a list in JSON. */
export function encodeExactIndex({ dim, ids, vectors }: ExactIndexContent): Uint8Array {
  const list = new TextEncoder().encode(JSON.stringify(ids));
  return encodeSafetensors(
    {
      ids: { shape: [list.length], data: list },
      vectors: { shape: [ids.length, dim], data: vectors },
    },
    { format: FORMAT, version: VERSION },
  );
}

/**
 * Reads back what `encodeExactIndex` wrote.
 * @throws BundleError if the bytes are damaged, or something else.
 */
export function decodeExactIndex(bytes: Uint8Array): ExactIndexContent {
  const { tensors, metadata } = decodeSafetensors(bytes, WHAT);
  if (metadata["format"] !== FORMAT || metadata["version"] !== VERSION) {
    throw new BundleError(
      `${WHAT}: expected the format ${FORMAT} ${VERSION}, found ${metadata["format"]} ${metadata["version"]}.`,
    );
  }
  const { dim, rows, vectors } = readVectors(tensors["vectors"]);
  const ids = readIds(tensors["ids"]);
  if (ids.length !== rows) {
    throw new BundleError(`${WHAT}: there are ${ids.length} ids and ${rows} vectors.`);
  }
  return { dim, ids, vectors };
}

function readVectors(tensor: Tensor | undefined) {
  const [rows, dim, ...further] = tensor?.shape ?? [];
  const vectors = tensor?.data;
  if (!(vectors instanceof Float32Array) || rows === undefined || !dim || further.length > 0) {
    throw new BundleError(`${WHAT}: there is no tensor "vectors" of float32 with two axes.`);
  }
  const bad = vectors.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new BundleError(`${WHAT}: value ${bad} of "vectors" is not a finite number.`);
  return { rows, dim, vectors };
}

function readIds(tensor: Tensor | undefined): Id[] {
  if (!(tensor?.data instanceof Uint8Array)) {
    throw new BundleError(`${WHAT}: there is no tensor "ids" of bytes.`);
  }
  const ids = parseJson(tensor.data);
  if (!Array.isArray(ids) || !ids.every(isId) || new Set(ids).size !== ids.length) {
    throw new BundleError(`${WHAT}: "ids" is not a list of distinct strings and numbers.`);
  }
  return ids;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new BundleError(`${WHAT}: "ids" is not JSON in UTF-8.`, undefined, { cause });
  }
}
