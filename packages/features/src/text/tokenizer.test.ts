import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Split, type Standardization, Tokenizer } from "./tokenizer.js";

function tokensOf(tokenizer: Tokenizer, text: string): string[] {
  tokenizer.read(text);
  const { units, starts, ends, count } = tokenizer;
  return Array.from({ length: count }, (_, i) =>
    String.fromCharCode(...units.subarray(starts[i], ends[i])),
  );
}

const tokens = (standardize: Standardization, split: Split, text: string) =>
  tokensOf(new Tokenizer(standardize, split), text);

describe("Tokenizer", () => {
  it("drops the apostrophe instead of splitting on it", () => {
    expect(
      tokens("lowerAndStripPunctuation", "whitespace", "One Flew Over the Cuckoo's Nest (1975)"),
    ).toEqual(["one", "flew", "over", "the", "cuckoos", "nest", "1975"]);
  });

  it("strips the 32 ASCII signs and no other", () => {
    const signs = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'";
    expect(signs).toHaveLength(32);
    expect(tokens("stripPunctuation", "none", `a${signs}b`)).toEqual(["ab"]);
    expect(tokens("stripPunctuation", "none", "’“…¿。–")).toEqual(["’“…¿。–"]);
    expect(tokens("lower", "none", signs)).toEqual([signs]);
    expect(tokens("stripPunctuation", "whitespace", "- a -- b")).toEqual(["a", "b"]);
  });

  it("lowers A to Z and no other letter", () => {
    expect(tokens("lower", "none", "AZ ÉÄİΣ@[")).toEqual(["az ÉÄİΣ@["]);
    expect(tokens("none", "none", "AZ")).toEqual(["AZ"]);
    expect(tokens("stripPunctuation", "none", "A-Z")).toEqual(["AZ"]);
  });

  it("splits on ASCII blanks and on no other", () => {
    expect(tokens("none", "whitespace", " a\tb\n\nc\vd\fe\rf ")).toEqual([
      "a",
      "b",
      "c",
      "d",
      "e",
      "f",
    ]);
    const wide = "\u00a0\u2003\u3000\u2028\u0085\u001c\u200b\0";
    expect(tokens("none", "whitespace", `a${wide}b`)).toEqual([`a${wide}b`]);
    expect(tokens("none", "whitespace", " \n ")).toEqual([]);
  });

  it("splits into code points: signs on letters, blanks and NUL are characters of their own", () => {
    expect(tokens("none", "character", "e\u0301 \0👍🏽")).toEqual([
      "e",
      "\u0301",
      " ",
      "\0",
      "👍",
      "🏽",
    ]);
    expect(tokens("none", "character", "")).toEqual([]);
    expect(tokens("none", "character", "\ud83d\ud83d\udc4d\udc4d")).toEqual([
      "\ud83d",
      "👍",
      "\udc4d",
    ]);
  });

  it("makes one token of a text that is not split, even of an empty one", () => {
    expect(tokens("none", "none", "")).toEqual([""]);
    expect(tokens("stripPunctuation", "none", "?!")).toEqual([""]);
  });

  it("keeps a unit that looks like its own mark for stripped ones", () => {
    expect(tokens("lowerAndStripPunctuation", "whitespace", "\uffff A\uffff")).toEqual([
      "\uffff",
      "a\uffff",
    ]);
    expect(tokens("lowerAndStripPunctuation", "character", "\uffff")).toEqual(["\uffff"]);
    expect(tokens("lowerAndStripPunctuation", "none", "\uffff")).toEqual(["\uffff"]);
  });

  it("does what regular expressions say, for any text, and forgets the text before", () => {
    const texts = fc.array(fc.string({ unit: "binary", maxLength: 200 }));
    const lowered = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    const stripped = (text: string) => text.replace(/[!-/:-@[-`{-~]/g, "");
    const oracle = (standardize: Standardization, split: Split, text: string): string[] => {
      const lower = standardize.startsWith("lower") ? lowered(text) : text;
      const standard = /strip/i.test(standardize) ? stripped(lower) : lower;
      if (split === "character") return Array.from(standard);
      return split === "none" ? [standard] : standard.split(/[ \t\n\v\f\r]+/).filter(Boolean);
    };
    const standardizations = fc.constantFrom<Standardization>(
      "lowerAndStripPunctuation",
      "lower",
      "stripPunctuation",
      "none",
    );
    const splits = fc.constantFrom<Split>("whitespace", "character", "none");
    fc.assert(
      fc.property(standardizations, splits, texts, (standardize, split, all) => {
        const tokenizer = new Tokenizer(standardize, split);
        for (const text of all) {
          expect(tokensOf(tokenizer, text)).toEqual(oracle(standardize, split, text));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("lays the tokens out with one space between", () => {
    const tokenizer = new Tokenizer("lowerAndStripPunctuation", "whitespace");
    tokenizer.read("  A  - b,\tC ");
    const { units, starts, ends, count } = tokenizer;
    expect(String.fromCharCode(...units.subarray(starts[0], ends[count - 1]))).toBe("a b c");
  });
});
