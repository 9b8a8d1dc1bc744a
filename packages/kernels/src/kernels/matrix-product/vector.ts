import type { Machine } from "../../machine/machine.js";
import { type Chunk, chunkSize, chunksOf } from "./chunks.js";
import type { MatrixProductInput } from "./input.js";
import { copyPartIn, copyPartOut } from "./part.js";

/** How many rows and columns a block covers: `BLOCK_ROWS`, `BLOCK_COLUMNS` of the assembly. */
const BLOCK_ROWS = 32;
const BLOCK_COLUMNS = 32;
/** How much of the inner dimension a block covers where `left` is transposed: `BLOCK_INNER` of it. */
const BLOCK_INNER = 128;
/** The values of a cache line. */
const LINE = 16;
/** What does not fill a tile of four rows and eight columns is computed in one of the block's own. */
const TILE = 32;

type Places = ReturnType<typeof placesOf>;

/**
 * `matrixProduct`, chunk by chunk. A sum over `inner` that is cut goes on from what the machine's
 * memory holds of it, so that no bit depends on how anything is cut. No size may be 0.
 */
export function matrixProductOnMachine(machine: Machine, input: MatrixProductInput): void {
  const { inner, columns, out } = input;
  const at = placesOf(machine, input);
  let entered: Chunk | undefined;
  for (const chunk of chunksOf(input)) {
    const isEntered =
      chunk.firstInner === entered?.firstInner && chunk.firstColumn === entered.firstColumn;
    if (!isEntered) enterRight(machine, input, chunk, at);
    entered = chunk;
    enterLeft(machine, input, chunk, at);
    multiply(machine, input, chunk, at);
    if (chunk.firstInner + chunk.inner === inner) {
      const sums = machine.memory.floats(at.out, chunk.rows * chunk.columns);
      copyPartIn(sums, out, columns, chunk);
    }
  }
}

function placesOf({ memory }: Machine, input: MatrixProductInput) {
  const { rows, inner, columns } = chunkSize(input);
  const blocks = Math.ceil(rows / BLOCK_ROWS) * Math.ceil(columns / BLOCK_COLUMNS);
  return memory.scratch({
    left: rows * inner,
    transposedLeft: input.transposed === "left" ? rows * strideOf(inner) : 0,
    right: inner * columns,
    packedRight: inner * columns,
    tiles: blocks * TILE,
    out: rows * columns,
  });
}

function enterRight(machine: Machine, input: MatrixProductInput, chunk: Chunk, at: Places): void {
  const { firstInner, inner, firstColumn, columns } = chunk;
  const isTransposed = input.transposed === "right";
  const to = machine.memory.floats(at.right, inner * columns);
  if (isTransposed) {
    const part = { firstRow: firstColumn, rows: columns, firstColumn: firstInner, columns: inner };
    copyPartOut(input.right, input.inner, part, to);
  } else {
    const part = { firstRow: firstInner, rows: inner, firstColumn, columns };
    copyPartOut(input.right, input.columns, part, to);
  }
  machine.run("PACK_RIGHT", [at.right, inner, columns, isTransposed ? 1 : 0, at.packedRight], {
    blocks: Math.ceil(columns / BLOCK_COLUMNS),
    operations: inner * columns,
  });
}

function enterLeft(machine: Machine, input: MatrixProductInput, chunk: Chunk, at: Places): void {
  const { firstRow, rows, firstInner, inner } = chunk;
  const to = machine.memory.floats(at.left, rows * inner);
  if (input.transposed !== "left") {
    const part = { firstRow, rows, firstColumn: firstInner, columns: inner };
    copyPartOut(input.left, input.inner, part, to);
    return;
  }
  const part = { firstRow: firstInner, rows: inner, firstColumn: firstRow, columns: rows };
  copyPartOut(input.left, input.rows, part, to);
  const job = [at.left, inner, rows, strideOf(inner) * 4, at.transposedLeft];
  machine.run("TRANSPOSE_LEFT", job, {
    blocks: Math.ceil(inner / BLOCK_INNER),
    operations: inner * rows,
  });
}

/**
 * How far apart the rows of a transposed `left` are written: whole cache lines, and not a multiple of a
 * large power of two, or all rows would fall onto the same few lines of the cache.
 */
function strideOf(inner: number): number {
  return (Math.ceil(inner / LINE) + 1) * LINE;
}

function multiply(machine: Machine, input: MatrixProductInput, chunk: Chunk, at: Places): void {
  const { rows, inner, columns, firstInner } = chunk;
  const isTransposed = input.transposed === "left";
  const job = [
    isTransposed ? at.transposedLeft : at.left,
    (isTransposed ? strideOf(inner) : inner) * 4,
    at.packedRight,
    rows,
    inner,
    columns,
    firstInner > 0 ? 1 : 0,
    at.tiles,
    at.out,
  ];
  machine.run("MATRIX_PRODUCT", job, {
    blocks: Math.ceil(rows / BLOCK_ROWS) * Math.ceil(columns / BLOCK_COLUMNS),
    operations: rows * inner * columns,
  });
}
