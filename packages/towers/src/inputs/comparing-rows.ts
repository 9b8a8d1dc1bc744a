import { type EncodedBags, type EncodedFeature, isBags } from "./encoded-inputs.js";

/** How the rows of an encoded feature are told apart. */
export interface RowComparison {
  /** Mixes each row's value into its hash: `[rows]`. */
  hashInto(hashes: Int32Array): void;
  equal(a: number, b: number): boolean;
}

export function compareRows(feature: EncodedFeature): RowComparison {
  if (feature instanceof Int32Array) return compareWords(feature, 1);
  if (isBags(feature)) return compareBags(feature);
  return compareWords(wordsOf(feature.data), feature.dim);
}

const mix = (hash: number, word: number): number => {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
};

/** The bits of float32 numbers: rows are equal if they have the same. */
const wordsOf = ({ buffer, byteOffset, length }: Float32Array): Int32Array =>
  new Int32Array(buffer, byteOffset, length);

function compareWords(words: Int32Array, width: number): RowComparison {
  return {
    hashInto(hashes) {
      for (let row = 0, at = 0; row < hashes.length; row++) {
        for (let i = 0; i < width; i++, at++) hashes[row] = mix(hashes[row], words[at]);
      }
    },
    equal(a, b) {
      for (let i = 0; i < width; i++) {
        if (words[a * width + i] !== words[b * width + i]) return false;
      }
      return true;
    },
  };
}

function compareBags({ starts, ends, values, weights, hidden }: EncodedBags): RowComparison {
  const weightWords = weights && wordsOf(weights);
  return {
    hashInto(hashes) {
      for (let row = 0; row < hashes.length; row++) {
        const length = ends[row] - starts[row];
        if (hidden !== undefined) {
          // Equal are only the same stretch, and empty ones.
          hashes[row] = mix(hashes[row], length === 0 ? 0 : starts[row] + 1);
          continue;
        }
        for (let i = starts[row]; i < ends[row]; i++) {
          hashes[row] = mix(hashes[row], values[i]);
          if (weightWords) hashes[row] = mix(hashes[row], weightWords[i]);
        }
        hashes[row] = mix(hashes[row], length);
      }
    },
    equal(a, b) {
      const length = ends[a] - starts[a];
      if (length !== ends[b] - starts[b]) return false;
      if (starts[a] === starts[b]) return true;
      // What a step hides of two equal stretches differs.
      if (hidden !== undefined) return length === 0;
      for (let i = 0; i < length; i++) {
        const [one, other] = [starts[a] + i, starts[b] + i];
        if (values[one] !== values[other]) return false;
        if (weightWords && weightWords[one] !== weightWords[other]) return false;
      }
      return true;
    },
  };
}
