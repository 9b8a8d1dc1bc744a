import { hasData } from "../where.js";
import { CannotRun } from "./part.js";

/** @throws CannotRun where MovieLens 100k is not at hand. */
export function needMovielens100k(): void {
  if (hasData("ml-100k")) return;
  throw new CannotRun("there is no ml-100k in the folder that TOWERKIT_DATA_DIR names");
}
