import { encodeSafetensors, type Tensor } from "@towerkit/core";
import type { TrainingState } from "../training/checkpoint.js";
import { CALLBACK, FORMAT, OPTIMIZER, type StateJSON, TABLE } from "./format.js";

/**
 * Writes the state of a training as a safetensors file, the same bytes for the same state. Arrays are
 * tensors; the rest is JSON in the file's notes, beside a digest of it all.
 */
export async function encodeState(state: TrainingState): Promise<Uint8Array> {
  const tensors: Record<string, Tensor> = {};
  const optimizers: Record<string, Record<string, number>> = {};
  for (const [name, { data, optimizer }] of state.tables) {
    tensors[TABLE + name] = tensorOf(data);
    optimizers[name] = {};
    for (const [part, value] of Object.entries(optimizer)) {
      if (typeof value === "number") optimizers[name][part] = value;
      else tensors[`${OPTIMIZER}${name}/${part}`] = tensorOf(value);
    }
  }
  for (const [place, { arrays = {} }] of state.callbacks.entries()) {
    for (const [name, data] of Object.entries(arrays)) {
      tensors[`${CALLBACK}${place}/${name}`] = tensorOf(data);
    }
  }
  const { identity, epoch, step, history, warnings, stoppedBy } = state;
  const json: StateJSON = {
    format: FORMAT,
    ...{ identity, epoch, step, history, warnings, optimizers },
    ...(stoppedBy !== undefined && { stoppedBy }),
    tables: Array.from(state.tables.keys()),
    callbacks: state.callbacks.map((callback) => callback.json ?? null),
  };
  return sealed(tensors, JSON.stringify(json));
}

/** The file with a digest of itself in its notes. */
export async function sealed(
  tensors: Readonly<Record<string, Tensor>>,
  state: string,
): Promise<Uint8Array> {
  const digest = await crypto.subtle.digest(
    "SHA-256",
    new Uint8Array(encodeSafetensors(tensors, { state })),
  );
  const sha256 = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0"));
  return encodeSafetensors(tensors, { state, sha256: sha256.join("") });
}

const tensorOf = (data: Float32Array): Tensor => ({ shape: [data.length], data });
