import { describe, expect, it } from "vitest";
import {
  BundleError,
  ConfigError,
  DatasetError,
  EngineError,
  NumericError,
  TowerkitError,
  UnknownIdError,
} from "./index.js";

describe.each([
  [ConfigError, "ConfigError", "ERR_CONFIG"],
  [NumericError, "NumericError", "ERR_NUMERIC"],
  [DatasetError, "DatasetError", "ERR_DATASET"],
  [BundleError, "BundleError", "ERR_BUNDLE"],
  [EngineError, "EngineError", "ERR_ENGINE"],
  [UnknownIdError, "UnknownIdError", "ERR_UNKNOWN_ID"],
] as const)("%o", (Kind, name, code) => {
  const error: TowerkitError = new (Kind as new (message: string) => TowerkitError)(
    "what happened",
  );

  it("can be told apart by class", () => {
    expect(error).toBeInstanceOf(Kind);
    expect(error).toBeInstanceOf(TowerkitError);
    expect(error).toBeInstanceOf(Error);
  });

  it("has the code and the name that callers were promised", () => {
    expect(error.code).toBe(code);
    expect(error.name).toBe(name);
  });

  it("shows its name and message, in the stack too", () => {
    expect(String(error)).toBe(`${name}: what happened`);
    expect(error.stack).toContain(`${name}: what happened`);
  });
});

it("every error keeps its cause", () => {
  const cause = new Error("disk");
  expect(new ConfigError("x", { cause }).cause).toBe(cause);
  expect(new DatasetError("x", {}, { cause }).cause).toBe(cause);
  expect(new BundleError("x", "part", { cause }).cause).toBe(cause);
});

describe("DatasetError", () => {
  it("puts the file and the line first, and the count of further faults last", () => {
    const error = new DatasetError("3 fields instead of 4.", {
      file: "u.data",
      line: 7,
      further: 2,
    });
    expect(error.message).toBe("u.data:7: 3 fields instead of 4. (and 2 more of this kind)");
    expect(error).toMatchObject({ file: "u.data", line: 7, further: 2 });
  });

  it("leaves out what is not known", () => {
    expect(new DatasetError("it is missing.", { file: "u.item" }).message).toBe(
      "u.item: it is missing.",
    );
    expect(new DatasetError("no data.", { line: 7 }).message).toBe("no data.");
    expect(new DatasetError("no data.")).toMatchObject({ message: "no data.", further: 0 });
  });
});

it("a BundleError names the part at fault where there is one", () => {
  expect(new BundleError("gone", "weights").part).toBe("weights");
  expect(new BundleError("gone").part).toBeUndefined();
});
