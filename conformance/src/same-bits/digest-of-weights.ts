import { encodeSafetensors } from "@towerkit/core";
import type { TwoTower } from "@towerkit/models";

/** SHA-256 of a model's weights as a bundle holds them, in hexadecimal digits. */
export async function digestOfWeights({ towers }: Pick<TwoTower, "towers">): Promise<string> {
  const tensors = (["query", "candidate"] as const).flatMap((side) =>
    Object.entries(towers[side].weights()).map(([name, tensor]) => [`${side}/${name}`, tensor]),
  );
  const bytes = encodeSafetensors(Object.fromEntries(tensors)) as Uint8Array<ArrayBuffer>;
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
