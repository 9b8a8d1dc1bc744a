import {
  type FittedTextVectorization,
  type TextVectorizationOptions,
  textVectorization,
} from "towerkit";
import type { KerasColumn, Twin } from "../column.js";
import { idsOfRows, wideRows } from "./rows.js";

interface TextSettings {
  readonly standardize: keyof typeof STANDARDIZE;
  readonly split: "whitespace" | "character" | null;
  readonly ngrams?: number | readonly number[];
  readonly max_tokens?: number;
  readonly pad_to_max_tokens?: boolean;
  readonly vocabulary?: readonly string[];
  readonly output_sequence_length?: number;
  readonly ragged?: boolean;
}

type TextOutput = NonNullable<TextVectorizationOptions["output"]>;

const STANDARDIZE = {
  lower_and_strip_punctuation: "lowerAndStripPunctuation",
  lower: "lower",
  strip_punctuation: "stripPunctuation",
  null: "none",
} as const;

function fitted({ settings, fit = [] }: KerasColumn, output: TextOutput): FittedTextVectorization {
  const given = settings as unknown as TextSettings;
  const { ngrams, max_tokens, vocabulary, output_sequence_length, ragged } = given;
  return textVectorization({
    output,
    standardize: STANDARDIZE[String(given.standardize) as keyof typeof STANDARDIZE],
    split: given.split ?? "none",
    ...(ngrams !== undefined && { ngrams }),
    ...(max_tokens !== undefined && { maxTokens: max_tokens }),
    ...(vocabulary && { vocabulary }),
    ...(output_sequence_length !== undefined && { outputLength: output_sequence_length }),
    ...(output === "ids" && { padded: ragged !== true }),
  }).fit(fit as string[]);
}

const wide = (layer: string, output: TextOutput, closeness: Partial<Twin> = {}): Twin => ({
  layer,
  ours: "textVectorization",
  ...closeness,
  encode(column: KerasColumn) {
    const { max_tokens, pad_to_max_tokens } = column.settings as unknown as TextSettings;
    const encoder = fitted(column, output);
    const width = pad_to_max_tokens ? (max_tokens as number) : encoder.size;
    return wideRows(encoder.encode(column.encode as string[]), width);
  },
});

export const texts: readonly Twin[] = [
  {
    layer: "TextVectorization, int",
    ours: "textVectorization",
    encode: (column: KerasColumn) =>
      idsOfRows(fitted(column, "ids").encode(column.encode as string[])),
  },
  wide("TextVectorization, multi_hot", "multiHot"),
  wide("TextVectorization, count", "count"),
  wide("TextVectorization, tf_idf", "tfIdf", {
    closeness: "equal; the unknown token's weight, a mean, within 1 in 1,000,000",
    same: (actual, expected, at) =>
      actual === expected ||
      (at.endsWith("][0]") && Math.abs(actual - expected) <= 1e-6 * Math.abs(expected)),
  }),
];
