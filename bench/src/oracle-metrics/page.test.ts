import { describe, expect, it } from "vitest";
import { BEGIN, END, withAgreements } from "./page.js";

const agreements = [{ oracle: "an oracle", metric: "map", compared: 7, equal: 6 }];

describe("withAgreements", () => {
  it("puts a section behind a page, and later in its old place", () => {
    const first = withAgreements("# Conformance\n\nBefore.\n", agreements, "an oracle 1.0");
    expect(first).toMatch(/^# Conformance\n\nBefore\.\n\n<!--/);
    expect(first).toContain("| `map` | an oracle | 7 | 6 |");
    expect(first).toContain("(an oracle 1.0)");
    const longer = `${first}\nAfter.\n`;
    const second = withAgreements(longer, [], "an oracle 2.0");
    expect(second.startsWith(`# Conformance\n\nBefore.\n\n${BEGIN}`)).toBe(true);
    expect(second.endsWith(`${END}\n\nAfter.\n`)).toBe(true);
    expect(second).not.toContain("| `map`");
    expect(second).toContain("(an oracle 2.0)");
  });
});
