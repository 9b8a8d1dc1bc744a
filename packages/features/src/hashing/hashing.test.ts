import { ConfigError, NumericError } from "@towerkit/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectSameInPieces } from "../../test/streamed-fit.js";
import { fittedEncoderFromJSON, type HashingOptions, hashing } from "../index.js";

const idOf = (options: HashingOptions, value: string | number | boolean) =>
  hashing(options).fit([]).encodeOne(value);

describe("hashing", () => {
  // The two titles: printed by the TensorFlow Recommenders featurisation tutorial. The rest: Keras 3.15.1 on
  // TensorFlow 2.21.0.
  it.each<[HashingOptions, string, number]>([
    [{ bins: 200_000 }, "Star Wars (1977)", 101016],
    [{ bins: 200_000 }, "One Flew Over the Cuckoo's Nest (1975)", 96565],
    [{ bins: 200_000 }, "", 197263],
    [{ bins: 2 ** 31 - 1 }, "a".repeat(200), 1913430788],
    [{ bins: 2 ** 31 - 1 }, "é😀\0x", 871567089],
    [{ bins: 1000, maskValue: "" }, "Alien (1979)", 63],
    [{ bins: 1000, maskValue: "" }, "", 0],
    [{ bins: 64, salt: 133 }, "Alien (1979)", 32],
    [{ bins: 4096, salt: [7, 9] }, "Alien (1979)", 2553],
    [{ bins: 1000, salt: 0 }, "a", 905],
    [{ bins: 1000, salt: -1 }, "a", 239],
  ])("with %j gives %j the id that Keras gives it", (options, value, id) => {
    expect(idOf(options, value)).toBe(id);
  });

  it("hashes whole numbers and booleans as their text", () => {
    const fitted = hashing({ bins: 100_000 }).fit([]);
    expect([...fitted.encode([-7, "-7", true, "true", false, 2 ** 53 - 1])]).toEqual([
      ...fitted.encode(["-7", "-7", "true", "true", "false", "9007199254740991"]),
    ]);
  });

  it("keeps 0 for the mask value and hashes all others into the bins after it", () => {
    const masked = hashing({ bins: 5, maskValue: "none" }).fit([]);
    const plain = hashing({ bins: 4 }).fit([]);
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(masked.encodeOne(text)).toBe(text === "none" ? 0 : plain.encodeOne(text) + 1);
      }),
    );
    expect([...masked.encode(["none", "none"])]).toEqual([0, 0]);
    expect(masked).toMatchObject({ size: 5, outOfVocabulary: { count: 0 } });
    expect(hashing({ bins: 9, maskValue: 0 }).fit([]).encodeOne("0")).toBeGreaterThan(0);
  });

  it("learns nothing, and comes back from JSON", () => {
    for (const options of [
      { bins: 7 },
      { bins: 7, salt: 3, maskValue: "" },
      { bins: 3, salt: [1, -2] as const },
    ]) {
      const encoder = hashing(options);
      expectSameInPieces(encoder, fc.string());
      const fitted = encoder.fit(["a"]);
      expect(fitted.toJSON()).toEqual({ kind: "hashing", ...options });
      const again = fittedEncoderFromJSON(JSON.parse(JSON.stringify(fitted)));
      expect(again.encode(["a", "", "b"])).toEqual(fitted.encode(["a", "", "b"]));
      expect(again.describe()).toBe(fitted.describe());
    }
    expect(hashing({ bins: 7 }).fit([]).describe()).toBe(
      "hashing: 7 bins, ids 0 to 6, by Fingerprint64",
    );
  });

  it("refuses values that have no text of their own, naming the row", () => {
    const fitted = hashing({ bins: 7 }).fit([]);
    for (const wrong of [1.5, 2 ** 53, null, undefined, 1n, {}, ["a"]]) {
      expect(() => fitted.encode(["a", wrong as string], 'column "t"')).toThrow(ConfigError);
      expect(() => fitted.encode(["a", wrong as string], 'column "t"')).toThrow(/row 1 .*"t"/);
      expect(() => fitted.encodeOne(wrong as string)).toThrow(/the value is/);
    }
    expect(() => fitted.encode([Number.NaN])).toThrow(NumericError);
  });

  it.each<[unknown, RegExp]>([
    [undefined, /bins/],
    [{ bins: 0 }, /bins must be a whole number of at least 1/],
    [{ bins: 2 ** 31 }, /bins must be at most 2147483647/],
    [{ bins: 1, maskValue: "" }, /at least 2/],
    [{ bins: 9, maskValue: null }, /maskValue is null/],
    [{ bins: 9, salt: 0.5 }, /salt must be.*got 0.5/],
    [{ bins: 9, salt: [1] }, /got \[1\]/],
    [{ bins: 9, salt: [1, Number.NaN] }, /got \[1, NaN\]/],
    [{ bins: 9, salt: "x" }, /salt/],
  ])("refuses %j", (options, message) => {
    expect(() => hashing(options as HashingOptions)).toThrow(ConfigError);
    expect(() => hashing(options as HashingOptions)).toThrow(message);
  });
});
