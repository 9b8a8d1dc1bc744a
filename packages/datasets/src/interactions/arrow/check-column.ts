import { ensure } from "../file-fault.js";
import type { Batch, Node } from "./batch.js";
import { checkOffsets, checkSize, checkValidity, integersIn, type Validity } from "./buffers.js";
import type { Layout } from "./layout.js";

/** How many values each dictionary has so far. */
export type DictionarySizes = ReadonlyMap<number, number>;

type Of<Kind extends Layout["kind"]> = Extract<Layout, { kind: Kind }>;

/** Whatever a view says is in itself, up to this many bytes. */
const INLINE_BYTES = 12;
const VIEW_BYTES = 16;
const V4 = 3;

/**
 * Checks the next column of a batch: its buffers hold all of its values, and whatever points into another
 * buffer or column points inside of it.
 *
 * @returns how many values it has.
 * @throws FileFault if it does not.
 * @see https://arrow.apache.org/docs/format/Columnar.html#buffer-listing-for-each-layout
 */
export function checkColumn(layout: Layout, batch: Batch, dictionaries: DictionarySizes): number {
  const node = batch.node();
  const { length } = node;
  const child = (of: Layout) => checkColumn(of, batch, dictionaries);
  const atLeast = (of: Layout, count: number) =>
    ensure(child(of) >= count, "a column of parts has a part that is too short.");
  if (layout.kind === "null") return length;
  if (layout.kind === "runs") {
    checkRunEnds(layout, batch, { length, dictionaries });
    return length;
  }
  if (layout.kind === "union") {
    checkUnion(layout, batch, { length, child });
    return length;
  }
  const isValid = checkValidity(batch.buffer(), node);
  switch (layout.kind) {
    case "bits":
      checkSize(batch.buffer(), Math.ceil(length / 8));
      break;
    case "fixed":
      checkSize(batch.buffer(), layout.bytes * length);
      break;
    case "varied": {
      const offsets = batch.buffer();
      checkOffsets(offsets, { bytes: layout.offsetBytes, length, size: batch.buffer().length });
      break;
    }
    case "view":
      checkViews(batch, { length, isValid });
      break;
    case "list": {
      const offsets = batch.buffer();
      const size = child(layout.child);
      checkOffsets(offsets, { bytes: layout.offsetBytes, length, size });
      break;
    }
    case "list view":
      checkListViews(layout, batch, { length, isValid, child });
      break;
    case "fixed list":
      atLeast(layout.child, layout.stride * length);
      break;
    case "struct":
      for (const part of layout.children) atLeast(part, length);
      break;
    case "dictionary":
      checkPositions(layout, batch.buffer(), {
        length,
        isValid,
        size: dictionaries.get(layout.id),
      });
      break;
  }
  return length;
}

interface Rows {
  readonly length: number;
  readonly isValid: Validity;
}

function checkPositions(
  { id, bytes, isSigned }: Of<"dictionary">,
  buffer: Uint8Array,
  { length, isValid, size }: Rows & { readonly size: number | undefined },
): void {
  ensure(size !== undefined, `it lacks the dictionary ${id}.`);
  checkSize(buffer, bytes * length);
  const positionAt = integersIn(buffer, { bytes, isSigned });
  for (let row = 0; row < length; row++) {
    const position = positionAt(row);
    const isInside = position >= 0 && position < size;
    ensure(isInside || isValid?.(row) === false, "its rows point outside of its dictionary.");
  }
}

/** Views may share bytes: what they add up to is counted. */
function checkViews(batch: Batch, { length, isValid }: Rows): void {
  const views = batch.buffer();
  const data = batch.variadicBuffers();
  checkSize(views, VIEW_BYTES * length);
  const at = integersIn(views, { bytes: 4, isSigned: true });
  for (let row = 0; row < length; row++) {
    if (isValid?.(row) === false) continue;
    const size = at(4 * row);
    ensure(size >= 0, OUTSIDE);
    if (size <= INLINE_BYTES) continue;
    const start = at(4 * row + 3);
    const buffer = data[at(4 * row + 2)];
    ensure(buffer !== undefined && start >= 0 && start + size <= buffer.length, OUTSIDE);
    batch.takeBytes(size);
  }
}

function checkListViews(
  { offsetBytes, child }: Of<"list view">,
  batch: Batch,
  rows: Rows & { readonly child: (layout: Layout) => number },
): void {
  const { length, isValid } = rows;
  const offsets = batch.buffer();
  const sizes = batch.buffer();
  const items = rows.child(child);
  checkSize(offsets, offsetBytes * length);
  checkSize(sizes, offsetBytes * length);
  const offsetAt = integersIn(offsets, { bytes: offsetBytes, isSigned: true });
  const sizeAt = integersIn(sizes, { bytes: offsetBytes, isSigned: true });
  for (let row = 0; row < length; row++) {
    if (isValid?.(row) === false) continue;
    const start = offsetAt(row);
    const size = sizeAt(row);
    ensure(start >= 0 && size >= 0 && start + size <= items, OUTSIDE);
    batch.takeCells(size);
  }
}

function checkRunEnds(
  { endBytes, children: [, values] }: Of<"runs">,
  batch: Batch,
  { length, dictionaries }: { readonly length: number; readonly dictionaries: DictionarySizes },
): void {
  const ends: Node = batch.node();
  ensure(checkValidity(batch.buffer(), ends) === undefined, OUTSIDE);
  const buffer = batch.buffer();
  checkSize(buffer, endBytes * ends.length);
  const endAt = integersIn(buffer, { bytes: endBytes, isSigned: true });
  let last = 0;
  for (let run = 0; run < ends.length; run++) {
    ensure(endAt(run) > last, "its runs do not follow one another.");
    last = endAt(run);
  }
  ensure(last >= length, "its runs end before its rows.");
  ensure(checkColumn(values, batch, dictionaries) >= ends.length, "its runs lack values.");
}

function checkUnion(
  { isDense, typeIds, children }: Of<"union">,
  batch: Batch,
  { length, child }: { readonly length: number; readonly child: (layout: Layout) => number },
): void {
  // Up to V4, unions had bits for nulls, which nothing used.
  if (batch.version <= V4) batch.buffer();
  const types = batch.buffer();
  const offsets = isDense ? batch.buffer() : undefined;
  const sizes = children.map(child);
  checkSize(types, length);
  if (offsets !== undefined) checkSize(offsets, 4 * length);
  const typeAt = integersIn(types, { bytes: 1, isSigned: true });
  const offsetAt = offsets && integersIn(offsets, { bytes: 4, isSigned: true });
  for (let row = 0; row < length; row++) {
    const size = sizes[typeIds.lastIndexOf(typeAt(row))];
    const at = offsetAt === undefined ? row : offsetAt(row);
    ensure(size !== undefined && at >= 0 && at < size, OUTSIDE);
  }
}

const OUTSIDE = "its rows point outside of its data.";
