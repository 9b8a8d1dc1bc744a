import { createHash } from "node:crypto";

/** Numbers in [0, 1), the same for the same seed and name. */
export function drawsFrom(seed: string, name: string): () => number {
  let drawn = 0;
  return () => {
    drawn++;
    const digest = createHash("sha256").update(`${seed}/${name}/${drawn}`).digest();
    return digest.readUInt32BE(0) / 2 ** 32;
  };
}
