import { missingTfjsNode } from "../missing-tfjs-node.js";
import { hasData } from "../where.js";
import { CannotRun } from "./part.js";

/** @throws CannotRun where MovieLens 100k is not at hand. */
export const needMovielens100k = (): void => needData("ml-100k");

/** @throws CannotRun where one of the data sets is not at hand. */
export function needData(...names: readonly string[]): void {
  const missing = names.filter((name) => !hasData(name));
  if (missing.length === 0) return;
  throw new CannotRun(
    `there is no ${missing.join(" and no ")} in the folder that TOWERKIT_DATA_DIR names`,
  );
}

/** @throws CannotRun where no tfjs-node is at hand. */
export function needTfjsNode(): void {
  const missing = missingTfjsNode();
  if (missing) throw new CannotRun(missing);
}
