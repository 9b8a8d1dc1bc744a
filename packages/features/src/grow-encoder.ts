import { ConfigError } from "@towerkit/core";
import type { ColumnNames, Encoder, FittedEncoder, FittedEncoderJSON, Output } from "./encoder.js";
import { fittedEncoderFromJSON } from "./from-json.js";
import { growHistory } from "./history/grow-history.js";
import { integerLookup } from "./integer-lookup/integer-lookup.js";
import { growSeenItems } from "./seen-items/grow-seen-items.js";
import { stringLookup } from "./string-lookup/string-lookup.js";
import { textVectorization } from "./text-vectorization/text-vectorization.js";

/** What fits a vocabulary of the same kind anew; its settings are those of the JSON. */
const makers: ReadonlyMap<string, (settings: never) => Encoder<never, Output>> = new Map<
  string,
  (settings: never) => Encoder<never, Output>
>([
  ["stringLookup", stringLookup],
  ["integerLookup", integerLookup],
  ["textVectorization", textVectorization],
]);

type Fitted = Pick<FittedEncoder<never, Output>, "kind" | "toJSON">;

/** What grows by rows, not only by the values of one column. */
const growers: ReadonlyMap<
  string,
  (encoder: never, columns: never, names?: ColumnNames) => unknown
> = new Map<string, (encoder: never, columns: never, names?: ColumnNames) => unknown>([
  ["history", growHistory],
  ["seenItems", growSeenItems],
]);

/**
 * The same encoder with the values, or tokens, of a column that its vocabulary lacks behind those that it
 * has: no id changes. Limits that fitting had, such as `maxTokens`, are not kept. A history and seen items take
 * what they lack of the rows, too: rows that they were fitted on add nothing. An encoder without a vocabulary is
 * given back as it is.
 *
 * @param values - the column; of a history and of seen items, the columns that they were fitted on, in their order.
 * @param name - how an error message calls the column. Default `"the column"`.
 * @throws ConfigError for a value that the encoder cannot read, and for tf-idf, whose weights belong to the
 * texts that it was fitted on.
 * @example
 * const users = stringLookup().fit(["ann", "bob"]);
 * console.log(growEncoder(users, ["bob", "cleo"]).encodeOne("cleo")); // 3
 */
export function growEncoder<E extends Fitted>(
  encoder: E,
  values: ArrayLike<unknown>,
  name: ColumnNames = "the column",
): E {
  const grow = growers.get(encoder.kind);
  if (grow !== undefined) {
    return grow(encoder as never, values as never, Array.isArray(name) ? name : undefined) as E;
  }
  const make = makers.get(encoder.kind);
  if (make === undefined) return encoder;
  const { kind, vocabulary, documents, documentCounts: _, ...settings } = encoder.toJSON();
  if (documents !== undefined) {
    throw new ConfigError(
      `${kind}: a vocabulary with tf-idf weights cannot grow; fit anew, or give output: "count".`,
    );
  }
  const known = vocabulary as readonly unknown[];
  const fresh: FittedEncoderJSON = make(settings as never)
    .fit(values as never, name)
    .toJSON();
  const isKnown = new Set(known);
  const added = (fresh["vocabulary"] as readonly unknown[]).filter((value) => !isKnown.has(value));
  if (added.length === 0) return encoder;
  const grown = fittedEncoderFromJSON({ kind, ...settings, vocabulary: [...known, ...added] });
  return grown as unknown as E;
}
