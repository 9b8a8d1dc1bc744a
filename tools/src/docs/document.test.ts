import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { type Outcome, prepareDocument, type RunDocumentOptions, runDocument } from "./document.js";
import { extractBlocks } from "./extract.js";
import { documentTypeFaults } from "./types.js";

function prepared(markdown: string) {
  return prepareDocument(extractBlocks(markdown, "README.md"), join(temporaryFolder(), "x"));
}

function runMarkdown(
  markdown: string,
  options: Partial<RunDocumentOptions> = {},
): Promise<Outcome[]> {
  return runDocument(prepared(markdown), { hasData: () => true, ...options });
}

function ts(code: string): string {
  return `\`\`\`ts\n${code}\n\`\`\`\n`;
}

describe("runDocument", () => {
  it("runs TypeScript that imports our packages from their sources", async () => {
    const [outcome] = await runMarkdown(
      ts('import { createGenerator } from "@towerkit/core";\ncreateGenerator(1).uniform();'),
    );
    expect(outcome).toEqual({ block: expect.objectContaining({ line: 2 }) });
  });

  it("lets a block use the files of earlier ones", async () => {
    const write = ts('import { writeFileSync } from "node:fs";\nwriteFileSync("a.txt", "1");');
    const read = ts('import { readFileSync } from "node:fs";\nreadFileSync("a.txt");');
    const outcomes = await runMarkdown(write + read);
    expect(outcomes.map(({ fault }) => fault)).toEqual([undefined, undefined]);
    expect((await runMarkdown(read))[0]?.fault).toMatch(/^README.md:2: .*ENOENT/s);
  });

  it("refuses a block that throws, and does not run what follows", async () => {
    const [first, second] = await runMarkdown(ts('\nthrow new Error("boom");') + ts("export {};"));
    expect(first?.fault).toMatch(/^README.md:2: block-2.ts exited with 1\n.*boom/s);
    expect(first?.fault).toContain("block-2.ts:3");
    expect(second?.skipped).toBe("the block on line 2 failed");
  });

  it("refuses a block that does not end in time", async () => {
    const [outcome] = await runMarkdown(ts("setInterval(() => {}, 1000);"), { timeout: 1500 });
    expect(outcome?.fault).toMatch(/ran out of time/);
  });

  it("passes environment variables on", async () => {
    const code = ts('if (process.env.SAID !== "hello") throw new Error("nothing said");');
    expect((await runMarkdown(code, { env: { SAID: "hello" } }))[0]?.fault).toBeUndefined();
    expect((await runMarkdown(code))[0]?.fault).toContain("nothing said");
  });

  it.each([
    [
      "an unknown language",
      "```js\n1;\n```\n",
      /a block is one of ts, sh, output, json, text, not "js"/,
    ],
    ["no language", "```\n1;\n```\n", /not ""/],
    ["JSON that does not parse", "```json\n{,}\n```\n", /JSON/],
    ["a command that nothing knows", "```sh\nrm -rf /\n```\n", /README.md:2: .*rm -rf/],
    ["a command of ours that fails", "```sh\ntowerkit\n```\n", /"towerkit"/],
  ])("refuses %s", async (_, markdown, message) => {
    expect((await runMarkdown(markdown))[0]?.fault).toMatch(message);
  });

  it("holds an output block against what the block before it printed", async () => {
    const output = (text: string) => `\`\`\`output\n${text}\n\`\`\`\n`;
    const printing = ts('console.log("one");\nconsole.log("two");');
    expect((await runMarkdown(printing + output("one\n…")))[1]?.fault).toBeUndefined();
    expect((await runMarkdown(printing + output("one")))[1]?.fault).toMatch(/README.md:6: .*two/s);
    expect((await runMarkdown(output("one")))[0]?.fault).toMatch(/must follow/);
  });

  it("accepts JSON that parses and plain text", async () => {
    const outcomes = await runMarkdown('```json\n{ "k": 5 }\n```\n```text\nanything {,}\n```\n');
    expect(outcomes.map(({ fault, skipped }) => fault ?? skipped)).toEqual([undefined, undefined]);
  });

  it("skips a block, and what follows it, for data that is not there", async () => {
    const code = `${ts('const movielens = (name: string) => name;\nmovielens("100k");')}${ts("export {};")}`;
    const outcomes = await runMarkdown(code, { hasData: (name) => name !== "ml-100k" });
    expect(outcomes.map(({ skipped }) => skipped)).toEqual(["needs ml-100k", "needs ml-100k"]);
    expect((await runMarkdown(code)).map(({ skipped }) => skipped)).toEqual([undefined, undefined]);
  });
});

describe("documentTypeFaults", () => {
  it("names the document and the line of what does not type-check", () => {
    const document = prepared(
      `# Title\n\n${ts('import { createGenerator } from "@towerkit/core";\ncreateGenerator("one");')}`,
    );
    expect(documentTypeFaults([document])).toEqual([
      expect.stringMatching(/^README.md:5: Argument of type 'string' is not assignable/),
    ]);
  });

  it("finds nothing in blocks that are right, each a module of its own", () => {
    const document = prepared(
      ts("const a = 1;\nawait Promise.resolve(a);") + ts("const a = 2;\nexport { a };"),
    );
    expect(documentTypeFaults([document])).toEqual([]);
  });
});
