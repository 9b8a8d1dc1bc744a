import { describe, expect, it } from "vitest";
import { run } from "../test/run.js";

describe("towerkit", () => {
  it("answers --help on stdout with every command and exit code 0", async () => {
    const { exitCode, stdout, stderr } = await run("--help");
    expect(exitCode).toBe(0);
    expect(stderr).toBe("");
    for (const name of "recipes data train evaluate recommend similar embed score".split(" ")) {
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
    [["train"], /missing required argument 'recipe'/],
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
