import { type EmbeddingTable, Network, type NetworkLayer } from "@towerkit/towers";

/** A network and its parameters as an optimizer takes them. */
export function learnable(layers: readonly NetworkLayer[], inputWidth: number, name = "model") {
  const network = new Network({ layers, inputWidth, name, seed: 1 });
  const tables = network.parameters.map(
    ({ data, name: of }): EmbeddingTable => ({ name: of, rows: 1, dim: data.length, data }),
  );
  return { network, tables };
}

const ONE = Int32Array.of(0);

export const gradientsOf = (tables: readonly EmbeddingTable[], values: readonly Float32Array[]) =>
  tables.map((table, i) => ({ table, rows: ONE, values: values[i] as Float32Array }));

export const shareRight = (logits: Float32Array, labels: Float32Array) =>
  labels.filter((label, row) => (logits[row] as number) > 0 === (label === 1)).length /
  labels.length;

/** Puts matrices side by side. */
export function sideBySide(parts: readonly { data: Float32Array; width: number }[], rows: number) {
  const width = parts.reduce((sum, part) => sum + part.width, 0);
  const out = new Float32Array(rows * width);
  let from = 0;
  for (const { data, width: own } of parts) {
    for (let row = 0; row < rows; row++) {
      out.set(data.subarray(row * own, (row + 1) * own), row * width + from);
    }
    from += own;
  }
  return out;
}

/** The columns of a matrix from one to before another. */
export function columnsOf(
  data: Float32Array,
  width: number,
  from: number,
  to: number,
): Float32Array {
  const rows = data.length / width;
  const out = new Float32Array(rows * (to - from));
  for (let row = 0; row < rows; row++) {
    out.set(data.subarray(row * width + from, row * width + to), row * (to - from));
  }
  return out;
}
