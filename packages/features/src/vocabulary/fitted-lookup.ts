import { shown, UnknownIdError } from "@towerkit/core";
import type { FittedIdEncoder, HasVocabulary } from "../encoder.js";
import { rowOf } from "../numeric/refuse.js";
import { type Keys, requireKey } from "./keys.js";
import { checkIdPlan, checkVocabulary, firstIdOf, type IdPlan } from "./lookup-settings.js";

/** The JSON of a fitted lookup. */
export interface FittedLookupJSON<K> {
  readonly kind: string;
  readonly vocabulary: readonly K[];
  readonly maskToken?: K;
  /** Default 1. */
  readonly oovTokens?: number;
  readonly [part: string]: unknown;
}

/** A vocabulary with an id for each of its values, after those for the mask and for unknown values. */
export class FittedLookup<V, K extends V> implements FittedIdEncoder<V>, HasVocabulary<V> {
  readonly kind: string;
  readonly output = "id";
  readonly size: number;
  readonly outOfVocabulary: { readonly from: number; readonly count: number };
  readonly #keys: Keys<K>;
  readonly #plan: IdPlan<K>;
  readonly #vocabulary: readonly K[];
  readonly #ids: ReadonlyMap<unknown, number>;

  /** @param vocabulary - different keys without the mask token, in the order of their ids. Not copied. */
  constructor(keys: Keys<K>, plan: IdPlan<K>, vocabulary: readonly K[]) {
    const { maskToken, oovTokens } = plan;
    const firstId = firstIdOf(plan);
    this.kind = keys.kind;
    this.size = firstId + vocabulary.length;
    this.outOfVocabulary = { from: firstId - oovTokens, count: oovTokens };
    this.#keys = keys;
    this.#plan = plan;
    this.#vocabulary = vocabulary;
    const ids = new Map<unknown, number>();
    if (maskToken !== undefined) ids.set(maskToken, 0);
    for (let i = 0; i < vocabulary.length; i++) ids.set(vocabulary[i], firstId + i);
    for (const [value, key] of keys.aliases) {
      const id = ids.get(key);
      if (id !== undefined) ids.set(value, id);
    }
    this.#ids = ids;
  }

  encode(values: ArrayLike<V>, name = "the column"): Int32Array {
    const ids = this.#ids;
    const encoded = new Int32Array(values.length);
    for (let i = 0; i < encoded.length; i++) {
      const id = ids.get(values[i]);
      if (id !== undefined) {
        encoded[i] = id;
        continue;
      }
      const unknown = this.#unknownId(values[i]);
      if (unknown === undefined) this.#refuse(values[i], rowOf(name, i));
      encoded[i] = unknown;
    }
    return encoded;
  }

  encodeOne(value: V): number {
    return this.#ids.get(value) ?? this.#unknownId(value) ?? this.#refuse(value, "the value");
  }

  knows(value: V): boolean {
    const id = this.#ids.get(value);
    return id !== undefined && id >= firstIdOf(this.#plan);
  }

  vocabulary(): readonly K[] {
    return this.#vocabulary;
  }

  tokens(): readonly K[] {
    const { maskToken, oovTokens } = this.#plan;
    const mask = maskToken === undefined ? [] : [maskToken];
    const unknown = new Array<K>(oovTokens).fill(this.#keys.unknownToken);
    return [...mask, ...unknown, ...this.#vocabulary];
  }

  toJSON(): FittedLookupJSON<K> {
    return { kind: this.kind, ...idPlanJSON(this.#plan), vocabulary: this.#vocabulary };
  }

  describe(): string {
    const { maskToken } = this.#plan;
    const { from, count } = this.outOfVocabulary;
    const known = this.#vocabulary.length;
    const parts = [
      knownOf(known, from + count),
      ...(maskToken === undefined ? [] : [`0 for the mask token ${shown(maskToken)}`]),
      count === 0 ? "no other is allowed" : `${rangeOf(from, count)} for any other`,
    ];
    return `${this.kind}: ${parts.join("; ")}`;
  }

  /** The id of a value that is not in the vocabulary; undefined where there can be none. */
  #unknownId(value: unknown): number | undefined {
    const key = this.#keys.keyOf(value);
    const { from, count } = this.outOfVocabulary;
    if (key === undefined || count === 0) return undefined;
    return count === 1 ? from : from + this.#keys.slotOf(key, count);
  }

  #refuse(value: unknown, place: string): never {
    requireKey(this.#keys, value, place);
    throw new UnknownIdError(
      `${this.kind}: ${place} is ${shown(value)}, which the vocabulary lacks, and with oovTokens: 0 there is no id for it.`,
    );
  }
}

const rangeOf = (from: number, count: number): string =>
  count === 1 ? String(from) : `${from} to ${from + count - 1}`;

const knownOf = (count: number, first: number): string => {
  if (count === 0) return "no known value";
  return count === 1
    ? `1 known value, id ${first}`
    : `${count} known values, ids ${rangeOf(first, count)}`;
};

/** The parts of a plan's JSON that are not as by default. */
export const idPlanJSON = <K>({ maskToken, oovTokens }: IdPlan<K>) => ({
  ...(maskToken === undefined ? {} : { maskToken }),
  ...(oovTokens === 1 ? {} : { oovTokens }),
});

/**
 * Makes a fitted lookup again of its JSON.
 * @throws ConfigError naming the part that is wrong.
 */
export function readLookup<V, K extends V>(
  keys: Keys<K>,
  json: Readonly<Record<string, unknown>>,
): FittedLookup<V, K> {
  const plan = checkIdPlan(keys, json);
  return new FittedLookup<V, K>(keys, plan, checkVocabulary(keys, json["vocabulary"], plan));
}
