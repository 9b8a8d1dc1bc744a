import { describe, expect, it } from "vitest";
import { run } from "../test/run.js";

const OWN = ["--user", "u", "--item", "i"];

describe("towerkit", () => {
  it("answers --help on stdout with every command and exit code 0", async () => {
    const { exitCode, stdout, stderr } = await run("--help");
    expect(exitCode).toBe(0);
    expect(stderr).toBe("");
    for (const name of "recipes data train tune evaluate recommend similar embed score".split(
      " ",
    )) {
      expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
    }
  });

  it("prints its version", async () => {
    expect(await run("--version")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
  });

  it("shows its help on stderr, with exit code 2, where no command is given", async () => {
    const { exitCode, stdout, stderr } = await run();
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("Usage: towerkit");
  });

  it.each([
    [["fly"], /unknown command 'fly'/],
    [["train", "quickstart", "--fast"], /unknown option '--fast'/],
    [["train"], /say what to train: a recipe \(quickstart, .*\), or --data FILE --user COL/],
    [["train", "quickstart", "--data", "a.csv"], /quickstart and --data a\.csv are two things/],
    [["train", "--data", "a.csv"], /--data a\.csv: give --user COL .* and --item COL .* too/],
    [["train", "--data", "a.csv", "--user", "u"], /: give --item COL \([^-]*\) too/],
    [["train", "--data", "a.csv", "--item", "i"], /: give --user COL \([^-]*\) too/],
    [["train", "--item", "i"], /--item says how to read a file of your own; name it by --data/],
    [["train", "quickstart", "--on-duplicate", "last"], /--on-duplicate says how to read a file/],
    [["train", "--data", "a.csv", ...OWN, "--data-dir", "d"], /--data-dir is where MovieLens lies/],
    [["train", "--data", "a.csv", ...OWN, "--on-duplicate", "first"], /error, keep, last/],
    [["train", "--data", "a.csv", ...OWN, "--time-unit", "days"], /seconds, milliseconds, micro/],
    [["train", "--data", "a.csv", ...OWN, "--separator", "---"], /--separator .*one or two ASCII/],
    [["train", "--data", "a.csv", ...OWN, "--separator", '"'], /--separator .*one or two ASCII/],
    [["train", "--data", "https://a.example/b.csv", ...OWN], /a file on this machine, not a URL/],
    [["data", "a.csv"], /no data set "a\.csv".*For a file of your own give --user COL and --item/],
    [["data", "a.csv", "--time", "t"], /a\.csv: give --user COL .* and --item COL/],
    [["data", "a.csv", ...OWN, "--data-dir", "d"], /--data-dir is where MovieLens lies/],
    [["train", "quickstart", "extra"], /too many arguments/],
    [["train", "quickstart", "--epochs", "0"], /--epochs .*whole number of at least 1/],
    [["train", "quickstart", "--epochs", "1.5"], /--epochs .*whole number of at least 1/],
    [["train", "quickstart", "--epochs", "1e2"], /--epochs .*whole number of at least 1/],
    [["train", "quickstart", "--seed", "-1"], /--seed .*whole number of at least 0/],
    [["train", "quickstart", "--threads", "0"], /--threads .*whole number of at least 1/],
    [["train", "quickstart", "--engine", "abacus"], /--engine .*default, tfjs-node/],
    [["train", "slowstart"], /no recipe "slowstart"; the recipes are quickstart, basic-retrieval/],
    [["train", "basic-retrieval", "--split-seed", "7"], /--split-seed: .*fixed split/],
    [["data", "10k"], /no data set "10k"; the data sets are 100k/],
    [["similar", "bundle"], /required option '--item <key>'/],
    [["recipes", "--json", "no/such/folder/out.json"], /--json .*no folder/],
  ])("answers %j by one line and exit code 2", async (argv, line) => {
    const { exitCode, stdout, stderr } = await run(...argv);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^towerkit: [^\n]+\n$/);
    expect(stderr).toMatch(line);
  });
});
