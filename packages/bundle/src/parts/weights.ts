import { checkFinite, decodeSafetensors, encodeSafetensors, type Tensor } from "@towerkit/core";
import { type TowerFromJSONOptions, towerFromJSON } from "@towerkit/towers";
import type { Towers } from "../contents.js";
import { MANIFEST_FILE, type Manifest } from "../manifest/manifest.js";
import { blaming } from "./blaming.js";

const SIDES = ["query", "candidate"] as const;

/** The weights of both towers in one file, under the name of their tower. */
export function encodeWeights(towers: Towers): Uint8Array {
  return encodeSafetensors(
    Object.fromEntries(
      SIDES.flatMap((side) =>
        Object.entries(towers[side].weights()).map(([name, tensor]) => [`${side}/${name}`, tensor]),
      ),
    ),
  );
}

/** @throws BundleError naming the manifest or the weights, whichever is at fault. */
export function decodeTowers(
  bytes: Uint8Array,
  { towers, parts }: Pick<Manifest, "towers" | "parts">,
  options: TowerFromJSONOptions = {},
): Towers {
  const { file } = parts.weights;
  const { tensors } = decodeSafetensors(bytes, file);
  blaming({ config: file }, () => {
    for (const [name, { data }] of Object.entries(tensors)) checkFinite(name, data);
  });
  const make = (side: keyof Towers) =>
    blaming({ config: MANIFEST_FILE, bundle: file }, () =>
      towerFromJSON(towers[side], weightsOf(side, tensors), options),
    );
  return { query: make("query"), candidate: make("candidate") };
}

function weightsOf(
  side: keyof Towers,
  tensors: Readonly<Record<string, Tensor>>,
): Record<string, Tensor> {
  const prefix = `${side}/`;
  return Object.fromEntries(
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
  );
}
