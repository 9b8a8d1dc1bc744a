import { ConfigError, checkFinite, requireColumns, shown } from "@towerkit/core";
import type { Network, Tower } from "@towerkit/towers";
import { checkCandidates } from "./check-candidates.js";
import type { BundleContents, ModelContents } from "./contents.js";
import { PART_COLUMN } from "./parts/part-column.js";

/**
 * Refuses what could not be read back, before anything is written.
 * @throws ConfigError, or NumericError where weights are not finite.
 */
export function checkContents({
  towers: { query, candidate },
  heads = {},
  candidates,
  interactions,
  itemKey,
  index,
}: BundleContents): void {
  if (query.width !== candidate.width) {
    throw new ConfigError(
      `the towers must be of one width; query is ${query.width} and candidate ${candidate.width}.`,
    );
  }
  checkFiniteTowers({ query, candidate });
  for (const [name, head] of Object.entries(heads)) {
    checkHead(name, head, query.width + candidate.width);
  }
  checkCandidates(candidates, { itemKey, inputs: candidate.inputs });
  for (const [name, table] of Object.entries(interactions ?? {})) {
    requireColumns(table, [itemKey, ...query.inputs], `interactions.${name}`);
    if (table.columnNames().includes(PART_COLUMN)) {
      throw new ConfigError(
        `interactions.${name} has a column ${shown(PART_COLUMN)}; a bundle says train or test under that name, so give it another.`,
      );
    }
  }
  if (index !== undefined && (!index.isExact || index.dim !== candidate.width)) {
    throw new ConfigError(
      `index must be an exact index of ${candidate.width} dimensions, as wide as the towers.`,
    );
  }
}

/**
 * Refuses a model of rows that could not be read back.
 * @throws ConfigError, or NumericError where weights are not finite.
 */
export function checkModel({ towers }: ModelContents): void {
  const names = Object.keys(towers);
  if (names.length === 0) throw new ConfigError("towers is empty; a model has at least one tower.");
  const wrong = names.find((name) => name === "" || name.includes("/"));
  if (wrong !== undefined) {
    throw new ConfigError(`a tower needs a name without a slash, got ${shown(wrong)}.`);
  }
  checkFiniteTowers(towers);
}

function checkFiniteTowers(towers: Readonly<Record<string, Tower>>): void {
  for (const [side, tower] of Object.entries(towers)) {
    for (const { name, data } of tower.tables()) {
      checkFinite(`the ${side} tower's table ${shown(name)}`, data);
    }
  }
}

function checkHead(name: string, head: Network, inputWidth: number): void {
  if (head.inputWidth !== inputWidth) {
    throw new ConfigError(
      `the head ${shown(name)} must take ${inputWidth} numbers, both towers' outputs; it takes ${head.inputWidth}.`,
    );
  }
  for (const parameter of head.parameters) {
    checkFinite(`the head ${shown(name)}'s ${parameter.name}`, parameter.data);
  }
}
