import { describe, expect, it } from "vitest";
import { gather } from "../../test/gather.js";
import { fileOf } from "./random-access.js";

const big = Uint8Array.from({ length: (1 << 21) + 5 }, (_, i) => i % 251);
const isBig = (bytes: Uint8Array) => Buffer.compare(bytes, big) === 0;

describe("fileOf", () => {
  it.each([
    ["bytes", big],
    ["a part of a buffer", Uint8Array.from([0, ...big]).subarray(1)],
    ["a buffer", big.slice().buffer],
    ["a Blob", new Blob([big])],
  ])("reads %s piece by piece", async (_, content) => {
    const file = fileOf("big", content);
    expect([file.path, file.size]).toEqual(["big", big.length]);
    expect(isBig(await gather(file.chunks()))).toBe(true);
    expect(isBig(await gather(file.chunks()))).toBe(true);
    let pieces = 0;
    for await (const piece of file.chunks()) {
      expect(piece.length).toBeLessThanOrEqual(1 << 20);
      pieces++;
    }
    expect(pieces).toBe(3);
  });

  it("lets others have their turn between the pieces", async () => {
    let turns = 0;
    setTimeout(() => turns++);
    for await (const _ of fileOf("big", big).chunks());
    expect(turns).toBe(1);
  });
});
