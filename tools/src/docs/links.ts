import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The links of a Markdown file to files beside it that are not there. Headings are not looked for. */
export function brokenLinks(root: string, file: string): string[] {
  const text = readFileSync(join(root, file), "utf8").replaceAll(/^```.*?^```/gms, "");
  return [...text.matchAll(/\]\(([^)#\s]+)(#[^)\s]*)?\)/g)]
    .map(([, target]) => target as string)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(join(root, dirname(file), target)))
    .map((target) => `${file}: there is no ${target}`);
}
