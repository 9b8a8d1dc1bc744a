/** What a lookup needs to know about the values that it gives ids: strings, or whole numbers. */
export interface Keys<K> {
  /** The lookup's kind, which its error messages begin with. */
  readonly kind: string;
  /** What `tokens()` shows for an out-of-vocabulary id. */
  readonly unknownToken: K;
  /** Values that mean the same as a key. */
  readonly aliases: readonly (readonly [value: unknown, key: K])[];
  /** The key of a value; undefined where the value is of another type. */
  keyOf(value: unknown): K | undefined;
  /** Throws the error for a value that has no key. */
  refuse(value: unknown, place: string): never;
  /** Below 0 where `a` comes first. */
  compare(a: K, b: K): number;
  /** Which of several out-of-vocabulary ids an unknown key gets: a whole number from 0, below `slots`. */
  slotOf(key: K, slots: number): number;
}

/** The key of a value. @throws what `refuse` throws where it has none. */
export function requireKey<K>(keys: Keys<K>, value: unknown, place: string): K {
  const key = keys.keyOf(value);
  return key === undefined ? keys.refuse(value, place) : key;
}
