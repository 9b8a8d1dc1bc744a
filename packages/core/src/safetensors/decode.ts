import { shown } from "../checks.js";
import { BundleError } from "../errors.js";
import { type Tensor, valuesAt } from "./format.js";
import { FormatFault, type Header, readHeader } from "./header.js";

/** What a safetensors file holds. Neither record has a prototype: only what the file names is there. */
export interface DecodedSafetensors {
  readonly tensors: Record<string, Tensor>;
  readonly metadata: Record<string, string>;
}

/**
 * Reads a safetensors file, which may come from a stranger: every byte of it belongs to exactly one
 * tensor, and nothing is allocated that the file's own size does not warrant.
 *
 * Tensors are views of `bytes` where their position allows, copies elsewhere, so give `bytes` away.
 *
 * @param what - how the caller calls the file, for errors.
 * @throws BundleError if the file is cut short, overlapping, with gaps, of an unknown dtype, names a
 * tensor twice or by a reserved name, or is otherwise not what `encodeSafetensors` could have written.
 * @see https://github.com/huggingface/safetensors#format
 * @example
 * const { tensors } = decodeSafetensors(bytes, "weights.safetensors");
 */
export function decodeSafetensors(bytes: Uint8Array, what?: string): DecodedSafetensors {
  try {
    const header = readHeader(bytes);
    const data = bytes.subarray(header.dataStart);
    checkCoverage(header, data.length);
    const tensors: Record<string, Tensor> = Object.create(null);
    for (const [name, { dtype, shape, data_offsets }] of header.entries) {
      tensors[name] = { shape, data: valuesAt(dtype, data.subarray(...data_offsets)) };
    }
    return { tensors, metadata: header.metadata };
  } catch (error) {
    if (!(error instanceof FormatFault)) throw error;
    throw new BundleError(
      `${what ?? "safetensors file"}: ${error.message} It is damaged or not a safetensors file.`,
      what,
    );
  }
}

/** Every byte of the data belongs to one tensor and no two share any. */
function checkCoverage({ entries }: Header, size: number): void {
  const byPosition = entries.toSorted(
    ([, a], [, b]) =>
      a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  );
  let covered = 0;
  for (const [name, { data_offsets }] of byPosition) {
    const [begin, end] = data_offsets;
    if (begin !== covered) {
      const fault = begin < covered ? "overlaps another tensor" : "leaves a gap before it";
      throw new FormatFault(`tensor ${shown(name)} ${fault}, at byte ${begin} of the data.`);
    }
    covered = end;
  }
  if (covered !== size) {
    throw new FormatFault(`its tensors take ${covered} bytes of data, but ${size} are there.`);
  }
}
