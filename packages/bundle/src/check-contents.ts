import { ConfigError, checkFinite, requireColumns, shown } from "@towerkit/core";
import type { Network } from "@towerkit/towers";
import { checkCandidates } from "./check-candidates.js";
import type { BundleContents } from "./contents.js";
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
  for (const [side, tower] of Object.entries({ query, candidate })) {
    for (const { name, data } of tower.tables()) {
      checkFinite(`the ${side} tower's table ${shown(name)}`, data);
    }
  }
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
