import { createGenerator } from "@towerkit/core";

/** Rows of numbers that are as good as standard normal (Irwin and Hall: twelve uniform ones summed). */
export function normalRows(rows: number, dim: number, seed: number): number[][] {
  const random = createGenerator(seed, "normal");
  const normal = () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += random.uniform();
    return Math.fround(sum);
  };
  return Array.from({ length: rows }, () => Array.from({ length: dim }, normal));
}
