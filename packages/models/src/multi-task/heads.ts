import { ConfigError, shown } from "@towerkit/core";
import type { RankingTask } from "@towerkit/tasks";
import { Network, type NetworkLayer, ParameterTables } from "@towerkit/towers";

/** A head: layers over a query's and a candidate's embedding, and what they learn. */
export interface HeadOptions {
  /** The column with what is true. A row where it is null teaches this head nothing. */
  readonly label: string;
  /** First to last; the last gives one number, e.g. `denseStack([256, 128, 1])`. */
  readonly layers: readonly NetworkLayer[];
  /** A ranking task whose loss looks at each row alone, such as `ranking()`. */
  readonly task: RankingTask;
}

/** Heads by names of the caller's choice; the one called `rating` predicts ratings. */
export type HeadsOptions = Readonly<Record<string, HeadOptions>>;

/** A head that is ready to learn, or has learnt. */
export interface Head {
  readonly name: string;
  readonly label: string;
  readonly task: RankingTask;
  readonly network: Network;
  /** The network's parameters, as optimizers take them. */
  readonly learnt: ParameterTables;
}

/** Makes heads with their first numbers, over towers of a width. */
export function createHeads(
  heads: HeadsOptions,
  { width, seed }: { readonly width: number; readonly seed: number },
): readonly Head[] {
  return Object.entries(heads).map(([name, { layers, ...head }]) => {
    const network = new Network({ layers, inputWidth: 2 * width, name, seed });
    if (network.outputWidth !== 1) {
      throw new ConfigError(
        `heads.${name} must end in one number, and ends in ${network.outputWidth}; let its last layer be dense(1).`,
      );
    }
    return headOf(name, head, network);
  });
}

export const headOf = (
  name: string,
  { label, task }: Pick<HeadOptions, "label" | "task">,
  network: Network,
): Head => ({ name, label, task, network, learnt: new ParameterTables(network.parameters) });

/** A head with the same numbers in tables of its own. */
export function copyOfHead({ network, ...head }: Head): Head {
  const { layers, inputWidth } = network;
  const weights = network.weights();
  const copy = new Network({ layers, inputWidth, name: head.name, seed: 0, weights });
  copy.load(weights);
  return headOf(head.name, head, copy);
}

/**
 * The head of a name. Default: the only one, else `rating`.
 * @throws ConfigError if there is no such head.
 */
export function headNamed(heads: readonly Head[], name?: string): Head {
  const wanted = name ?? (heads.length === 1 ? heads[0].name : "rating");
  const head = heads.find((one) => one.name === wanted);
  if (head === undefined) {
    throw new ConfigError(
      `there is no head "${wanted}"; the heads are ${heads.map((one) => one.name).join(", ")}.`,
    );
  }
  return head;
}

/** @throws ConfigError for no heads, a name that cannot be one, or a task that a head cannot learn. */
export function checkHeads(heads: HeadsOptions): HeadsOptions {
  const names = Object.keys(heads);
  if (names.length === 0) {
    throw new ConfigError("heads is empty; a model without a head is a TwoTower.");
  }
  for (const name of names) checkHead(name, heads[name]);
  return heads;
}

function checkHead(name: string, { task, label }: HeadOptions): void {
  if (name === "" || name === "retrieval" || name.includes("/")) {
    throw new ConfigError(
      `heads: ${shown(name)} cannot be a head's name; it must not be empty, nor "retrieval", nor hold a "/".`,
    );
  }
  if (typeof label !== "string") {
    throw new ConfigError(`heads.${name}.label must be a column's name, got ${shown(label)}.`);
  }
  if (task?.kind !== "ranking" || task.loss.isListwise) {
    throw new ConfigError(
      `heads.${name}.task must be a ranking task whose loss looks at each row alone, such as ranking(); a Ranker learns lists.`,
    );
  }
  if (name === "rating" && task.loss.kind === "logistic") {
    throw new ConfigError(
      "heads.rating predicts ratings, and the logistic loss gives logits; call the head otherwise, such as click.",
    );
  }
}
