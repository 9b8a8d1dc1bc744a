import { hashedCross, hashing } from "towerkit";
import type { KerasColumn, Twin } from "../column.js";

interface HashingSettings {
  readonly num_bins: number;
  readonly mask_value?: string;
  readonly salt?: number | [number, number];
}

const hashingTwin = (layer: string): Twin => ({
  layer,
  ours: "hashing",
  encode({ settings, encode }: KerasColumn) {
    const { num_bins, mask_value, salt } = settings as unknown as HashingSettings;
    const hash = hashing({
      bins: num_bins,
      ...(mask_value !== undefined && { maskValue: mask_value }),
      ...(salt !== undefined && { salt }),
    });
    return [...hash.fit([]).encode(encode as string[] | number[])];
  },
});

export const hashes: readonly Twin[] = [
  hashingTwin("Hashing"),
  hashingTwin("Hashing, salted"),
  hashingTwin("Hashing, masked"),
  {
    layer: "HashedCrossing",
    ours: "hashedCross",
    encode({ settings, encode }: KerasColumn) {
      const cross = hashedCross({ bins: settings["num_bins"] as number });
      return [...cross.fit([]).encode(encode as (string[] | number[])[])];
    },
  },
];
