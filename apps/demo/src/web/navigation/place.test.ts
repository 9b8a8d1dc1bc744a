import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addressOf,
  filmPlace,
  LIST_LENGTHS,
  type Place,
  placeAt,
  RATING_ORDERS,
  userPlace,
} from "./place.js";

const read = (address: string): Place => placeAt(new URL(address, "http://demo.test"));

describe("addresses", () => {
  it.each<[string, Place]>([
    ["/", { page: "home" }],
    ["/users/42", userPlace("42")],
    [
      "/users/42?seen=shown&k=20&order=date",
      userPlace("42", { seen: "shown", k: 20, order: "date" }),
    ],
    ["/films/Either%2FOr%20(1987)?user=42", filmPlace("Either/Or (1987)", "42")],
  ])("%s is read and written", (address, place) => {
    expect(read(address)).toEqual(place);
    expect(addressOf(place)).toBe(address);
  });

  it("falls back to the defaults where an address makes no sense", () => {
    expect(read("/users/42?seen=perhaps&k=7&order=up")).toEqual(userPlace("42"));
    expect(read("/films/100%")).toEqual(filmPlace("100%"));
  });

  it.each(["/nowhere", "/users", "/users/", "/films//x", "/users/1/2"])(
    "%s leads nowhere",
    (address) => {
      expect(read(address)).toEqual({ page: "nowhere" });
    },
  );

  it("lead back to the place they were made from, whatever is in an id", () => {
    const id = fc
      .string({ minLength: 1, unit: "grapheme" })
      .filter((text) => !/^\.{1,2}$/.test(text));
    const place = fc.oneof(
      fc.record({
        page: fc.constant("user" as const),
        user: id,
        seen: fc.constantFrom("hidden" as const, "shown" as const),
        k: fc.constantFrom(...LIST_LENGTHS),
        order: fc.constantFrom(...RATING_ORDERS),
      }),
      fc.record({
        page: fc.constant("film" as const),
        film: id,
        user: fc.option(id, { nil: undefined }),
      }),
    );
    fc.assert(
      fc.property(place, (there) => {
        expect(read(addressOf(there))).toEqual(there);
      }),
    );
  });
});
