import type { Bundle } from "@towerkit/bundle";
import type { About, RankerMetrics, TopK } from "../api.js";
import type { Library } from "./library.js";

/** What the page says about the model. */
export function describeModel(bundle: Bundle, library: Library, report: unknown): About {
  const { dataset, split, metrics } = bundle.manifest;
  return {
    dataset: { name: dataset.name, synthetic: dataset.synthetic },
    split,
    counts: { users: library.users.size, films: library.catalogue.size },
    model: { width: bundle.towers.query.width, readsOnlyIds: readsOnlyIds(bundle) },
    rankers: [
      ...rankerOf("model", metrics),
      ...rankerOf("popularity", baselineOf(report, bundle, "popularity")),
      ...rankerOf("random", baselineOf(report, bundle, "random")),
    ],
  };
}

function readsOnlyIds({ towers, manifest: { queryKey, itemKey } }: Bundle): boolean {
  return towers.query.idFeature === queryKey && towers.candidate.idFeature === itemKey;
}

/** A report beside a bundle counts only if it is about that very bundle. */
function baselineOf(report: unknown, { digest }: Bundle, name: string): unknown {
  if (valueIn(report, "bundle", "digest") !== digest) return undefined;
  return valueIn(report, "baselines", name);
}

function rankerOf(name: RankerMetrics["name"], metrics: unknown): RankerMetrics[] {
  const test = valueIn(metrics, "test", "top_k");
  const testSeenExcluded = valueIn(metrics, "testSeenExcluded", "top_k");
  return isTopK(test) && isTopK(testSeenExcluded) ? [{ name, test, testSeenExcluded }] : [];
}

function isTopK(value: unknown): value is TopK {
  return ["1", "5", "10", "50", "100"].every((k) => typeof valueIn(value, k) === "number");
}

/** The value under a path of keys, or undefined where the path ends early. */
function valueIn(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  );
}
