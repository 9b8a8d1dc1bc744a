import {
  ConfigError,
  checkFinite,
  decodeSafetensors,
  encodeSafetensors,
  shown,
  type Tensor,
} from "@towerkit/core";
import {
  Network,
  type NetworkTopology,
  type Tower,
  type TowerFromJSONOptions,
  towerFromJSON,
} from "@towerkit/towers";
import type { Heads, Towers } from "../contents.js";
import { MANIFEST_FILE, type Manifest, type ModelManifest } from "../manifest/manifest.js";
import { blaming } from "./blaming.js";

const SIDES = ["query", "candidate"] as const;

/** The weights of both towers and of all heads in one file, under the name of what they belong to. */
export function encodeWeights(towers: Towers, heads: Heads = {}): Uint8Array {
  return encodeWeightsOf({
    ...Object.fromEntries(SIDES.map((side) => [side, towers[side]])),
    ...Object.fromEntries(
      Object.entries(heads).map(([name, head]) => [ownerOfHead(name), head] as const),
    ),
  });
}

/** The weights of towers, or whatever else has some, in one file. */
export function encodeWeightsOf(
  owners: Readonly<Record<string, Pick<Network, "weights">>>,
): Uint8Array {
  return encodeSafetensors(
    Object.fromEntries(
      Object.entries(owners).flatMap(([owner, learnt]) =>
        Object.entries(learnt.weights()).map(([name, tensor]) => [`${owner}/${name}`, tensor]),
      ),
    ),
  );
}

const ownerOfHead = (name: string): string => `heads/${name}`;

/** @throws BundleError naming the manifest or the weights, whichever is at fault. */
export function decodeWeights(
  bytes: Uint8Array,
  { towers, heads = {}, parts }: Pick<Manifest, "towers" | "heads" | "parts">,
  options: TowerFromJSONOptions = {},
): { readonly towers: Towers; readonly heads: Heads } {
  const { file } = parts.weights;
  const tensors = decodeTensors(bytes, file);
  const make = (side: keyof Towers) =>
    blaming({ config: MANIFEST_FILE, bundle: file }, () =>
      towerFromJSON(towers[side], weightsOf(side, tensors), options),
    );
  const made = { query: make("query"), candidate: make("candidate") };
  const inputWidth = made.query.width + made.candidate.width;
  return {
    towers: made,
    heads: Object.fromEntries(
      Object.entries(heads).map(([name, topology]) => [
        name,
        blaming({ config: MANIFEST_FILE, bundle: file }, () =>
          headOf(name, topology as NetworkTopology, {
            inputWidth,
            weights: weightsOf(ownerOfHead(name), tensors),
          }),
        ),
      ]),
    ),
  };
}

/**
 * The towers of a model of rows.
 * @throws BundleError naming the manifest or the weights, whichever is at fault.
 */
export function decodeTowers(
  bytes: Uint8Array,
  { towers, parts }: Pick<ModelManifest, "towers" | "parts">,
  options: TowerFromJSONOptions = {},
): Readonly<Record<string, Tower>> {
  const { file } = parts.weights;
  const tensors = decodeTensors(bytes, file);
  return Object.fromEntries(
    Object.entries(towers).map(([name, topology]) => [
      name,
      blaming({ config: MANIFEST_FILE, bundle: file }, () =>
        towerFromJSON(topology, weightsOf(name, tensors), options),
      ),
    ]),
  );
}

function decodeTensors(bytes: Uint8Array, file: string): Readonly<Record<string, Tensor>> {
  const { tensors } = decodeSafetensors(bytes, file);
  blaming({ config: file }, () => {
    for (const [name, { data }] of Object.entries(tensors)) checkFinite(name, data);
  });
  return tensors;
}

/** @throws ConfigError for a head that the towers' outputs do not fit, or whose weights are not there. */
function headOf(
  name: string,
  topology: NetworkTopology,
  expected: { readonly inputWidth: number; readonly weights: Readonly<Record<string, Tensor>> },
): Network {
  const { inputWidth, layers } = topology;
  if (inputWidth !== expected.inputWidth || !Array.isArray(layers)) {
    throw new ConfigError(
      `heads.${name} must have layers and an inputWidth of ${expected.inputWidth}, as the towers are wide, got ${shown(inputWidth)}.`,
    );
  }
  const { weights } = expected;
  const head = new Network({ layers: layers as never, inputWidth, name, seed: 0, weights });
  head.load(weights);
  return head;
}

function weightsOf(
  owner: string,
  tensors: Readonly<Record<string, Tensor>>,
): Record<string, Tensor> {
  const prefix = `${owner}/`;
  return Object.fromEntries(
    Object.entries(tensors)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, tensor]) => [name.slice(prefix.length), tensor]),
  );
}
