import { availableParallelism } from "node:os";
import { describe, expect, it } from "vitest";
import { isChosen, readOptions, UsageError } from "./options.js";

const CASES = ["train-step-2048", "train-step-8192", "kernels"];

describe("readOptions", () => {
  it("runs everything at full length on all cores if nothing is said", () => {
    expect(readOptions([], CASES)).toEqual({
      only: [],
      quick: false,
      threads: availableParallelism(),
      python: true,
      help: false,
    });
  });

  it("reads every option", () => {
    const args = ["--only", "kernels", "--only=train-step", "--rounds", "3", "--threads", "2"];
    expect(readOptions([...args, "--quick", "--no-python"], CASES)).toEqual({
      only: ["kernels", "train-step"],
      rounds: 3,
      quick: true,
      threads: 2,
      python: false,
      help: false,
    });
  });

  it.each([
    [["--only", "nothing"], /--only nothing: .* kernels/],
    [["--rounds", "0"], /--rounds 0: .* at least 1/],
    [["--rounds", "2.5"], /whole number/],
    [["--threads", "many"], /--threads many/],
    [["--fast"], /--fast/],
    [["kernels"], /kernels/],
  ])("refuses %j", (args, message) => {
    expect(() => readOptions(args, CASES)).toThrow(UsageError);
    expect(() => readOptions(args, CASES)).toThrow(message);
  });
});

describe("isChosen", () => {
  const chosen = (args: string[], names = CASES) =>
    names.filter((name) => isChosen(readOptions(args, names), name, names));

  it("takes every case if none is named, else those whose names start so", () => {
    expect(chosen([])).toEqual(CASES);
    expect(chosen(["--only", "train-step"])).toEqual(["train-step-2048", "train-step-8192"]);
    expect(chosen(["--only", "train-step-8192"])).toEqual(["train-step-8192"]);
  });

  it("takes a case that is named in full alone, though other names start so", () => {
    const names = ["ml1m", "ml1m-wide", "ml1m-wide-logq"];
    expect(chosen(["--only", "ml1m"], names)).toEqual(["ml1m"]);
    expect(chosen(["--only", "ml1m-w"], names)).toEqual(["ml1m-wide", "ml1m-wide-logq"]);
    expect(chosen(["--only", "ml1m", "--only", "ml1m-wide"], names)).toEqual(["ml1m", "ml1m-wide"]);
  });
});
