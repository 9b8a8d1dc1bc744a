import { createGenerator } from "@towerkit/core";
import type { Runtime } from "@towerkit/kernels";
import type { Interactions } from "../interactions/interactions.js";
import type { ImplicitAlsSettings } from "./options.js";
import { Solver } from "./solver.js";

/** The learned vectors. */
export interface Factors {
  readonly dim: number;
  /** `[numUsers, dim]` */
  readonly users: Float32Array;
  /** `[numItems, dim]` */
  readonly items: Float32Array;
}

/** How far scores are from 0 at first: the standard deviation of a vector's values, times √dim. */
const INITIAL_DEVIATION = 0.1;

/** Solves for items and users in turns, from random users on. */
export function learnFactors(
  { numUsers, numItems, itemsOfUser, usersOfItem }: Interactions,
  settings: ImplicitAlsSettings,
  runtime: Runtime,
): Factors {
  const { dim, epochs, seed } = settings;
  const users = initialVectors(numUsers, dim, seed);
  const items = new Float32Array(numItems * dim);
  const solver = new Solver(settings, runtime);
  for (let epoch = 0; epoch < epochs; epoch++) {
    solver.solve({ partners: usersOfItem, from: users, to: items });
    solver.solve({ partners: itemsOfUser, from: items, to: users });
  }
  return { dim, users, items };
}

/** Values that are equally likely between two bounds, since a normal distribution needs a logarithm. */
function initialVectors(rows: number, dim: number, seed: number): Float32Array {
  const generator = createGenerator(seed, "implicit ALS initial users");
  const bound = INITIAL_DEVIATION * Math.sqrt(3 / dim);
  const vectors = new Float32Array(rows * dim);
  for (let i = 0; i < vectors.length; i++) vectors[i] = bound * (2 * generator.uniform() - 1);
  return vectors;
}
