import { integerLookup, stringLookup } from "towerkit";
import type { KerasColumn, Twin } from "../column.js";

interface LookupSettings<V> {
  readonly num_oov_indices: number;
  readonly mask_token: V | null;
  readonly max_tokens?: number;
  readonly vocabulary?: readonly V[];
}

/** Keras's settings of a lookup, by our names. */
function options<V>(settings: LookupSettings<V>) {
  const { num_oov_indices, mask_token, max_tokens, vocabulary } = settings;
  return {
    oovTokens: num_oov_indices,
    ...(mask_token !== null && { maskToken: mask_token }),
    ...(max_tokens !== undefined && { maxTokens: max_tokens }),
    ...(vocabulary && { vocabulary }),
  };
}

/** What Keras takes for its own sign of an unknown value and never learns. */
const without = <V>(fit: readonly V[], sign: V) => fit.filter((value) => value !== sign);

export const lookups: readonly Twin[] = [
  {
    layer: "StringLookup",
    ours: "stringLookup",
    encode({ settings, fit = [], encode }: KerasColumn) {
      const lookup = stringLookup(options(settings as unknown as LookupSettings<string>));
      return [...lookup.fit(without(fit as string[], "[UNK]")).encode(encode as string[])];
    },
  },
  {
    layer: "IntegerLookup",
    ours: "integerLookup",
    encode({ settings, fit = [], encode }: KerasColumn) {
      const lookup = integerLookup(options(settings as unknown as LookupSettings<number>));
      return [...lookup.fit(without(fit as number[], -1)).encode(encode as number[])];
    },
  },
];
