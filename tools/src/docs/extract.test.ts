import { describe, expect, it } from "vitest";
import { extractBlocks } from "./extract.js";

describe("extractBlocks", () => {
  it("gives each block its language, its code and the line that its code begins on", () => {
    const markdown =
      "# Title\n\n```ts\nconst a = 1;\n\nconst b = 2;\n```\ntext\n```sh title\nls\n```\n";
    expect(extractBlocks(markdown, "README.md")).toEqual([
      { file: "README.md", line: 4, language: "ts", code: "const a = 1;\n\nconst b = 2;" },
      { file: "README.md", line: 10, language: "sh", code: "ls" },
    ]);
  });

  it("takes the indentation of a list off the code, and no more", () => {
    const [block] = extractBlocks(
      "1. Do\n   ```ts\n   if (a) {\n     b();\n   }\n   ```\n",
      "x.md",
    );
    expect(block).toMatchObject({ line: 3, code: "if (a) {\n  b();\n}" });
  });

  it("knows tildes, long fences and Windows line ends", () => {
    const markdown = "````text\r\n```ts\r\ninner\r\n```\r\n````\r\n~~~json\r\n{}\r\n~~~\r\n";
    expect(extractBlocks(markdown, "x.md").map(({ code }) => code)).toEqual([
      "```ts\ninner\n```",
      "{}",
    ]);
  });

  it("gives a block without a language an empty one, and an empty block empty code", () => {
    expect(extractBlocks("```\n```\n", "x.md")).toEqual([
      { file: "x.md", line: 2, language: "", code: "" },
    ]);
  });

  it("does not take inline code for a fence", () => {
    expect(extractBlocks("Use `npm ci` and ```npm test``` here.\n", "x.md")).toEqual([]);
    expect(extractBlocks("```npm test``` begins a line.\n", "x.md")).toEqual([]);
  });

  it("refuses a block that nothing closes", () => {
    expect(() => extractBlocks("a\n```ts\nconst a = 1;\n", "docs/x.md")).toThrow(/^docs\/x.md:2: /);
  });
});
