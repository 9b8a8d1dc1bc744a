import { DatasetError } from "@towerkit/core";

/**
 * There is no data folder, no cached copy, and no network to download one over.
 *
 * The only data failure that a caller may answer with `synthetic()`: every other one says that
 * there is data and that something is wrong with it.
 */
export class NoDataError extends DatasetError {
  override get name(): string {
    return "NoDataError";
  }
}
