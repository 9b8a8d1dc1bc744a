import type { Bundle } from "@towerkit/bundle";
import { BundleError, ConfigError } from "@towerkit/core";
import type { Id } from "@towerkit/retrieval";
import type { Film } from "../api.js";
import { Catalogue, type CatalogueEntry } from "./catalogue.js";
import { RequestError } from "./failures.js";
import { Ratings } from "./ratings.js";
import { Users } from "./users.js";

/** What a bundle knows, laid out for the page: its films, its users, and who rated what. */
export class Library {
  readonly catalogue: Catalogue;
  readonly users: Users;
  /** What the model was trained on. */
  readonly train: Ratings;
  /** What was kept aside. */
  readonly test: Ratings;
  readonly meanStars: ReadonlyMap<string, number>;
  readonly queryKey: string;

  /** @throws ConfigError if the bundle's model is not one that knows users by their id alone. */
  static async of(bundle: Bundle): Promise<Library> {
    const interactions = await bundle.interactions();
    if (interactions === undefined) {
      throw new ConfigError(
        "The demo shows what users rated, and this bundle holds no interactions: train it without --no-interactions.",
      );
    }
    return new Library(bundle, interactions);
  }

  private constructor(
    bundle: Bundle,
    { train, test }: NonNullable<Awaited<ReturnType<Bundle["interactions"]>>>,
  ) {
    const { itemKey } = bundle.manifest;
    this.queryKey = userKeyOf(bundle);
    this.catalogue = new Catalogue(bundle);
    this.train = new Ratings(train, { queryKey: this.queryKey, itemKey });
    this.test = new Ratings(test, { queryKey: this.queryKey, itemKey });
    this.users = new Users(this.train);
    this.meanStars = this.train.meanStars();
  }

  /** @throws RequestError for a film that is not in the catalogue. */
  entry(id: string): CatalogueEntry {
    const entry = this.catalogue.entry(id);
    if (entry === undefined) {
      throw new RequestError("not-found", `There is no film ${JSON.stringify(id)}.`);
    }
    return entry;
  }

  /** A film that the bundle itself speaks of. */
  film(id: Id): Film {
    const entry = this.catalogue.entry(id);
    if (entry === undefined) {
      throw new BundleError(`The bundle's candidates lack ${JSON.stringify(id)}.`);
    }
    return entry.film;
  }
}

function userKeyOf({ manifest: { queryKey }, towers }: Bundle): string {
  const { inputs } = towers.query;
  if (queryKey === null || inputs.some((name) => name !== queryKey)) {
    throw new ConfigError(
      `The demo asks for users by their id alone, and this bundle's query tower reads ${inputs.join(", ")}.`,
    );
  }
  return queryKey;
}
