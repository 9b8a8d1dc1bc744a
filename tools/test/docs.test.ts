import { join } from "node:path";
import { dataDir, temporaryFolder } from "@towerkit/test-utils";
import { beforeAll, describe, expect, it } from "vitest";
import { type Outcome, prepareDocument, runDocument } from "../src/docs/document.js";
import { findDocuments } from "../src/docs/find.js";
import { notInstalled } from "../src/docs/installs.js";
import { brokenLinks } from "../src/docs/links.js";
import { documentTypeFaults } from "../src/docs/types.js";
import { mapConcurrently } from "../src/run.js";
import { publishable, readWorkspaces, repositoryRoot } from "../src/workspaces.js";

const allDocuments = 600_000;
const folder = temporaryFolder();
const documents = findDocuments(repositoryRoot)
  .filter(({ blocks }) => blocks.length > 0)
  .map(({ file, blocks }) => ({
    file,
    ...prepareDocument(blocks, join(folder, file.replaceAll("/", "-"))),
  }));

describe("the documents", () => {
  it("are there: one of the repository, and one with an example for each package", () => {
    const needed = publishable(readWorkspaces(repositoryRoot)).map((w) => `${w.folder}/README.md`);
    const examples = documents.filter(({ blocks }) => blocks.some((b) => b.language === "ts"));
    const found = examples.map(({ file }) => file);
    expect(["README.md", ...needed].filter((file) => !found.includes(file))).toEqual([]);
  });

  it("link to files that are there", () => {
    const files = findDocuments(repositoryRoot).map(({ file }) => file);
    expect(files.flatMap((file) => brokenLinks(repositoryRoot, file))).toEqual([]);
  });

  it("have examples that type-check", () => {
    expect(documentTypeFaults(documents)).toEqual([]);
  }, 60_000);
});

it.each(documents.map(({ file, blocks }) => [file, blocks] as const))(
  "%s installs what its examples import",
  (_, blocks) => {
    expect(notInstalled(blocks)).toEqual([]);
  },
);

describe("every code block runs", () => {
  const outcomes = new Map<string, Outcome>();
  const data = dataDir();

  beforeAll(async () => {
    const env = data ? { TOWERKIT_DATA_DIR: data } : {};
    const hasData = (name: string) => dataDir(name) !== undefined;
    const results = await mapConcurrently(documents, 4, (document) =>
      runDocument(document, { hasData, env }),
    );
    for (const outcome of results.flat()) outcomes.set(nameOf(outcome.block), outcome);
  }, allDocuments);

  it.for(documents.flatMap(({ blocks }) => blocks.map(nameOf)))("%s", (name, { skip }) => {
    const { fault, skipped } = outcomes.get(name) as Outcome;
    skip(skipped !== undefined, skipped);
    expect(fault).toBeUndefined();
  });
});

function nameOf({ file, line, language }: Outcome["block"]): string {
  return `${file}:${line} (${language})`;
}
