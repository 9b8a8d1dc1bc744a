import { ConfigError, type Generator } from "@towerkit/core";

const INITIAL_BOUND = 0.05;

/**
 * Makes `[rows, dim]` numbers spread evenly over ±0.05, as Keras starts its embeddings.
 * @throws ConfigError if they do not fit into memory.
 */
export function initialEmbeddings(
  name: string,
  { rows, dim, generator }: { rows: number; dim: number; generator: Generator },
): Float32Array {
  const data = allocate(name, rows, dim);
  const scale = (2 * INITIAL_BOUND) / 2 ** 32;
  for (let i = 0; i < data.length; i++) data[i] = generator.uint32() * scale - INITIAL_BOUND;
  return data;
}

function allocate(name: string, rows: number, dim: number): Float32Array {
  try {
    return new Float32Array(rows * dim);
  } catch (cause) {
    throw new ConfigError(
      `embedding table "${name}": ${rows} rows of ${dim} numbers do not fit into memory; take a smaller dim.`,
      { cause },
    );
  }
}
