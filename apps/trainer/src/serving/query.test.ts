import type { Bundle } from "@towerkit/bundle";
import { ConfigError, type TableLike, tableFromColumns } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { UsageError } from "../cli/failures.js";
import { resolveQuery } from "./query.js";

const train = tableFromColumns({
  user_id: ["1", "2", "1"],
  age: [20, 30, 21],
  movie_title: ["Heat (1995)", "Heat (1995)", "Fargo (1996)"],
});

/** As a tower does, refuses an age that is no number. */
function encodeQueries([query]: readonly { readonly age?: unknown }[]): void {
  if (query?.age !== undefined && typeof query.age !== "number") {
    throw new ConfigError("age must be a number.");
  }
}

function bundleOf(
  inputs: readonly string[],
  {
    queryKey = "user_id",
    rows = train,
  }: { queryKey?: string | null; rows?: TableLike | null } = {},
): Bundle {
  return {
    manifest: { queryKey },
    towers: { query: { inputs, encodeQueries } },
    interactions: async () => (rows === null ? undefined : { train: rows, test: rows }),
  } as unknown as Bundle;
}

const notes: string[] = [];
const voice = { note: (line: string) => void notes.push(line) };

describe("resolveQuery", () => {
  it("makes --user the query of an id tower", async () => {
    expect(await resolveQuery(bundleOf(["user_id"]), { user: "42" }, voice)).toEqual({
      user_id: "42",
    });
  });

  it("fills further inputs from the user's last train row, and says so", async () => {
    notes.length = 0;
    const query = await resolveQuery(bundleOf(["user_id", "age"]), { user: "1" }, voice);
    expect(query).toEqual({ user_id: "1", age: 21 });
    expect(notes).toEqual(['note: from the last train row of user_id 1: {"age":21}']);
  });

  it("takes --query as it stands, further keys included", async () => {
    const text = '{"age":25,"user_id":"7","mood":"good"}';
    expect(await resolveQuery(bundleOf(["age"]), { query: text }, voice)).toEqual({
      age: 25,
      user_id: "7",
      mood: "good",
    });
  });

  it.each([
    ["neither option", bundleOf(["user_id"]), {}, /--user KEY, or --query JSON/],
    ["both options", bundleOf(["user_id"]), { user: "1", query: "{}" }, /--user and --query/],
    [
      "a model that knows no users",
      bundleOf(["age"], { queryKey: null }),
      { user: "1" },
      /--query/,
    ],
    ["no JSON", bundleOf(["age"]), { query: "{age:25}" }, /not JSON: \{age:25\}/],
    ["a JSON array", bundleOf(["age"]), { query: "[25]" }, /must be a JSON object/],
    ["JSON null", bundleOf(["age"]), { query: "null" }, /must be a JSON object/],
    ["a missing input", bundleOf(["age", "user_id"]), { query: '{"age":1}' }, /lacks user_id/],
    ["a value of the wrong type", bundleOf(["age"]), { query: '{"age":"1"}' }, /--query: age must/],
    ["no row to fill from", bundleOf(["user_id", "age"]), { user: "9" }, /reads age.*--query/],
    [
      "no interactions to fill from",
      bundleOf(["user_id", "age"], { rows: null }),
      { user: "1" },
      /reads age.*--query/,
    ],
  ])("refuses %s", async (_, bundle, options, message) => {
    const refused = await resolveQuery(bundle, options, voice).catch((error) => error);
    expect(refused).toBeInstanceOf(UsageError);
    expect(refused.message).toMatch(message);
  });
});
