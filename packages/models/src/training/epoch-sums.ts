import type { EpochHistory } from "./history.js";
import type { StepGradients } from "./trainee.js";

/** Adds up the steps of one epoch. */
export class EpochSums {
  #lossSum = 0;
  #chanceSum = 0;
  #weightSum = 0;
  #penaltySum = 0;
  readonly #tasks: Record<string, number> = {};

  add({ lossSum, chanceSum, weightSum, tasks, gradients }: StepGradients): void {
    this.#lossSum += lossSum;
    this.#chanceSum += chanceSum;
    this.#weightSum += weightSum;
    for (const { penalty } of gradients) this.#penaltySum += penalty;
    for (const name in tasks) this.#tasks[name] = (this.#tasks[name] ?? 0) + tasks[name];
  }

  /** Means of a row, so far. The rows may all weigh nothing. */
  get means(): Pick<
    EpochHistory,
    "loss" | "chance" | "regularizationLoss" | "totalLoss" | "tasks"
  > {
    const meanOf = (sum: number) => (this.#weightSum > 0 ? sum / this.#weightSum : 0);
    const tasks = Object.entries(this.#tasks);
    return {
      loss: meanOf(this.#lossSum),
      chance: meanOf(this.#chanceSum),
      regularizationLoss: meanOf(this.#penaltySum),
      totalLoss: meanOf(this.#lossSum + this.#penaltySum),
      ...(tasks.length > 0 && {
        tasks: Object.fromEntries(tasks.map(([name, sum]) => [name, meanOf(sum)])),
      }),
    };
  }
}
