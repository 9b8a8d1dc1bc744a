import type { Generator } from "@towerkit/core";

/** Bytes that mean something in one format or another, or in none. */
const TELLING = [..."0159.,:|\t\n\r\"' -ex"]
  .map((c) => c.charCodeAt(0))
  .concat(0, 0x80, 0xc3, 0xef, 0xff);
const LINE_FEED = 10;

/** Changes a file at one to three places: bytes, lines, or where it ends. */
export function mutate(bytes: Uint8Array, generator: Generator): Uint8Array {
  let changed = Array.from(bytes);
  for (let times = 1 + generator.below(3); times > 0; times--)
    changed = changedOnce(changed, generator);
  return Uint8Array.from(changed);
}

function changedOnce(bytes: readonly number[], generator: Generator): number[] {
  const at = generator.below(bytes.length + 1);
  const telling = TELLING[generator.below(TELLING.length)];
  switch (generator.below(8)) {
    case 0:
      return bytes.toSpliced(at, 1, telling);
    case 1:
      return bytes.toSpliced(at, 1, generator.below(256));
    case 2:
      return bytes.toSpliced(at, 0, telling);
    case 3:
      return bytes.toSpliced(at, 1 + generator.below(4));
    case 4:
      return bytes.slice(0, at);
    case 5:
      return withLines(bytes, (lines, line) => lines.toSpliced(line, 1), generator);
    case 6:
      return withLines(bytes, (lines, line) => lines.toSpliced(line, 0, lines[line]), generator);
    default:
      return withLines(
        bytes,
        (lines, line) => lines.toSpliced(line, 2, lines[line + 1] ?? [], lines[line]),
        generator,
      );
  }
}

type Lines = readonly (readonly number[])[];

function withLines(
  bytes: readonly number[],
  change: (lines: Lines, line: number) => Lines,
  generator: Generator,
): number[] {
  const lines: number[][] = [[]];
  for (const byte of bytes) {
    lines[lines.length - 1].push(byte);
    if (byte === LINE_FEED) lines.push([]);
  }
  return change(lines, generator.below(lines.length)).flat();
}
