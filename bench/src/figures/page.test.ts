import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { docsPage } from "../where.js";
import { parts } from "./index.js";
import { marksOf, withSection } from "./page.js";

const [one, two] = [marksOf("one"), marksOf("two")];
const PAGE = `# Page\n\nBy hand.\n\n${one.begin}\n\nold\n\n${one.end}\n\n${two.begin}\n${two.end}\n`;

describe("withSection", () => {
  it("replaces what stands between a part's marks and leaves the rest as it is", () => {
    const page = withSection(PAGE, "one", "## One\n\nnew\n");
    expect(page).toBe(PAGE.replace("old", "## One\n\nnew"));
    expect(withSection(page, "one", "## One\n\nnew")).toBe(page);
    expect(withSection(page, "two", "2")).toContain(`${two.begin}\n\n2\n\n${two.end}`);
  });

  it("refuses a page without the marks, naming them", () => {
    expect(() => withSection(PAGE, "three", "3")).toThrow(marksOf("three").begin);
    expect(() => withSection(`${one.end}\n${one.begin}\n`, "one", "")).toThrow(/in this order/);
  });
});

describe("parts", () => {
  it("have names of their own, none the start of another", () => {
    for (const { name } of parts) {
      expect(parts.filter((other) => other.name.startsWith(name))).toHaveLength(1);
    }
  });

  it.each(parts)("$name has its place on $page", async ({ name, page }) => {
    const text = await readFile(docsPage(page), "utf8");
    expect(withSection(text, name, "found")).toContain("\n\nfound\n\n");
  });
});
