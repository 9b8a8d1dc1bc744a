import { BundleError, decodeSafetensors, type Tensor, TowerkitError } from "@towerkit/core";
import type { OptimizerState } from "../optimizers/optimizer.js";
import type { CallbackState } from "../training/callback.js";
import type { TableSnapshot, TrainingState } from "../training/checkpoint.js";
import { sealed } from "./encode-state.js";
import { CALLBACK, FORMAT, OPTIMIZER, type StateJSON, TABLE } from "./format.js";

/**
 * Reads what `encodeState` wrote.
 * @param file - how to call the file in an error.
 * @throws BundleError if it is damaged, or of another version.
 */
export async function decodeState(bytes: Uint8Array, file: string): Promise<TrainingState> {
  const { tensors, metadata } = opened(bytes, file);
  const { state = "" } = metadata;
  const again = await sealed(tensors, state);
  if (again.length !== bytes.length || again.some((byte, at) => byte !== bytes[at])) {
    throw new BundleError(
      `${file} is damaged: its bytes are not those that were saved. Train without resume to start afresh.`,
      file,
    );
  }
  const json = JSON.parse(state) as StateJSON;
  if (json.format !== FORMAT) {
    throw new BundleError(
      `${file} has version ${json.format} of the format; this one reads version ${FORMAT}.`,
      file,
    );
  }
  const { identity, epoch, step, history, warnings, stoppedBy } = json;
  const dataOf = (name: string) => (tensors[name] as Tensor).data as Float32Array;
  const under = (prefix: string): Record<string, Float32Array> => {
    const names = Object.keys(tensors).filter((name) => name.startsWith(prefix));
    return Object.fromEntries(names.map((name) => [name.slice(prefix.length), dataOf(name)]));
  };
  const tables = json.tables.map((name): [string, TableSnapshot] => {
    const optimizer: OptimizerState = {
      ...json.optimizers[name],
      ...under(`${OPTIMIZER}${name}/`),
    };
    return [name, { data: dataOf(TABLE + name), optimizer }];
  });
  const callbacks = json.callbacks.map((kept, place): CallbackState => {
    const arrays = under(`${CALLBACK}${place}/`);
    return {
      ...(kept !== null && { json: kept }),
      ...(Object.keys(arrays).length > 0 && { arrays }),
    };
  });
  return {
    ...{ identity, epoch, step, history, warnings },
    ...(stoppedBy !== undefined && { stoppedBy }),
    ...{ tables: new Map(tables), callbacks },
  };
}

function opened(bytes: Uint8Array, file: string): ReturnType<typeof decodeSafetensors> {
  try {
    return decodeSafetensors(bytes);
  } catch (cause) {
    if (!(cause instanceof TowerkitError)) throw cause;
    throw new BundleError(`${file} is damaged: ${cause.message}`, file, { cause });
  }
}
