import type { Runtime } from "@towerkit/kernels";
import type { Scorer } from "@towerkit/retrieval";
import { evaluateScorer } from "@towerkit/tasks";
import { ease, implicitAls, itemKnn, popularity, random } from "../src/index.js";
import { itemKey, type Parts } from "./protocols.js";

/** A baseline and its settings. */
export interface Entry {
  readonly baseline: "popularity" | "random" | "itemKnn" | "ease" | "implicitAls";
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What came of it. */
export interface Measured {
  readonly seconds: number;
  /** Top-100 accuracy of the rows, seen items ranked too. */
  readonly top100: number;
  /** Top-100 accuracy of the rows, seen items left out. */
  readonly top100Unseen: number;
  /** Recall at 10, a mean over users, seen items left out. */
  readonly recall10Unseen: number;
}

/** Makes a baseline and ranks the test rows. */
export async function measure(entry: Entry, parts: Parts, runtime: Runtime): Promise<Measured> {
  const { test, candidateIds, seen } = parts;
  const start = performance.now();
  const scorer = await make(entry, parts, runtime);
  const seconds = (performance.now() - start) / 1000;
  const options = { candidateIds, itemKey, runtime };
  const { metrics: all } = await evaluateScorer(scorer, test, options);
  const { metrics: unseen } = await evaluateScorer(scorer, test, { ...options, exclude: seen });
  return {
    seconds,
    top100: all.top_k["100"],
    top100Unseen: unseen.top_k["100"],
    recall10Unseen: unseen.recall["10"],
  };
}

function make({ baseline, settings }: Entry, parts: Parts, runtime: Runtime) {
  const { train, candidateIds } = parts;
  const options = { train, candidateIds, itemKey, ...settings };
  const makers: Record<Entry["baseline"], () => Scorer | Promise<Scorer>> = {
    popularity: () => popularity(options),
    random: () => random(options),
    itemKnn: () => itemKnn(options),
    ease: () => ease({ ...options, runtime }),
    implicitAls: () => implicitAls({ ...options, runtime }),
  };
  return makers[baseline]();
}
