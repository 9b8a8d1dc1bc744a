import fc from "fast-check";
import { expect } from "vitest";
import type { Encoder, Output } from "../src/index.js";

/**
 * Expects that an encoder learns the same from rows in pieces, however they are cut, as at once.
 * @param rows - makes one row's value.
 * @param columns - turns rows into what the encoder reads; needed where that is several columns.
 */
export function expectSameInPieces<V, O extends Output, C = ArrayLike<V>>(
  encoder: Encoder<V, O, C>,
  rows: fc.Arbitrary<V>,
  columns: (rows: readonly V[]) => C = (rows) => rows as C,
): void {
  fc.assert(
    fc.property(fc.array(fc.array(rows)), (pieces) => {
      fc.pre(pieces.some((piece) => piece.length > 0));
      const fitting = encoder.fitting();
      for (const piece of pieces) fitting.add(columns(piece));
      const whole = columns(pieces.flat());
      const atOnce = encoder.fit(whole);
      const inPieces = fitting.finish();
      expect(JSON.stringify(inPieces)).toBe(JSON.stringify(atOnce));
      expect(inPieces.encode(whole)).toEqual(atOnce.encode(whole));
    }),
  );
}
