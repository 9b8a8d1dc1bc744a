import { Word64 } from "./word64.js";

const MULTIPLIER = new Word64(0xc6a4a793, 0x5bd1e995);

/**
 * TensorFlow's `FingerprintCat64`: takes another fingerprint into `word`, in place.
 * @param other - used up.
 */
export function concatenateFingerprint(word: Word64, other: Word64): Word64 {
  other.multiply(MULTIPLIER).shiftMix().multiply(MULTIPLIER);
  word.xor(MULTIPLIER).xor(other).multiply(MULTIPLIER);
  return word.shiftMix().multiply(MULTIPLIER).shiftMix();
}
