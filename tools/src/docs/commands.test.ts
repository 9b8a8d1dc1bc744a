import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { publishable, readManifest, readWorkspaces, repositoryRoot } from "../workspaces.js";
import { commandsOf, coveredCommands, dataSetOfCommand } from "./commands.js";

describe("commandsOf", () => {
  it("runs our own command, with npx or without", () => {
    expect(commandsOf("npx towerkit recipes\ntowerkit train quickstart --out b", "x", 1)).toEqual([
      { kind: "run", line: "towerkit recipes" },
      { kind: "run", line: "towerkit train quickstart --out b" },
    ]);
  });

  it("leaves commands that something else runs to it, and says what", () => {
    const [install, start] = commandsOf("npm ci && TOWERKIT_DATA_DIR=~/data npm start", "x", 1);
    expect(install).toEqual({ kind: "covered", line: "npm ci", reason: "`.ci/run` runs it" });
    expect(start).toMatchObject({ kind: "covered", line: "TOWERKIT_DATA_DIR=~/data npm start" });
  });

  it("passes over comments and empty lines", () => {
    expect(commandsOf("# first\n\nnpm test # all of them\n", "x", 1)).toMatchObject([
      { line: "npm test" },
    ]);
  });

  it("refuses a line that nothing runs or covers, naming it", () => {
    expect(() => commandsOf("npm ci\nrm -rf /\n", "docs/x.md", 12)).toThrow(
      /^docs\/x.md:13: nothing runs or covers the command "rm -rf \/"/,
    );
    expect(() => commandsOf("npm i left-pad", "x", 1)).toThrow(/left-pad/);
    expect(() => commandsOf("npm start; curl example.org", "x", 1)).toThrow(/curl/);
  });
});

describe("what is said to be covered elsewhere", () => {
  it("names scripts that the root has", () => {
    const { scripts = {} } = readManifest(repositoryRoot);
    const said = coveredCommands.flatMap(
      ({ command }) => /^npm run (\S+)/.exec(command)?.[1] ?? [],
    );
    expect(said.filter((script) => !(script in scripts))).toEqual([]);
  });

  it("is in `.ci/run` where that is the reason", () => {
    const script = readFileSync(join(repositoryRoot, ".ci/run"), "utf8");
    const said = coveredCommands.filter(({ reason }) => reason === "`.ci/run` runs it");
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter(({ command }) => !script.includes(command))).toEqual([]);
  });

  it("is an installation only where the package is one of ours", () => {
    for (const { manifest } of publishable(readWorkspaces(repositoryRoot))) {
      expect(commandsOf(`npm i ${manifest.name}`, "x", 1)).toMatchObject([{ kind: "covered" }]);
    }
    expect(commandsOf("npm install towerkit @towerkit/core", "x", 1)).toHaveLength(1);
    expect(() => commandsOf("npm i towerkit @towerkit/attic", "x", 1)).toThrow(/@towerkit\/attic/);
    expect(() => commandsOf("npm i @towerkit/attic", "x", 1)).toThrow(/@towerkit\/attic/);
    expect(() => commandsOf("npm i @towerkit/test-utils", "x", 1)).toThrow(/test-utils/);
  });
});

describe("dataSetOfCommand", () => {
  it.each([
    ["towerkit train quickstart --out b", undefined],
    ["towerkit recommend b --user 42", undefined],
    ["towerkit train --data a.csv --user u --item i", undefined],
    ["towerkit data a.csv --user u --item i", undefined],
    ["towerkit train basic-retrieval", "ml-100k"],
    ["towerkit data 100k --profile", "ml-100k"],
    ["towerkit data 1m", "ml-1m"],
    ["towerkit train ml1m-wide", "ml-1m"],
    ["towerkit train latest-small", "ml-latest-small"],
  ])("%s: %s", (line, expected) => {
    expect(dataSetOfCommand(line)).toBe(expected);
  });
});
