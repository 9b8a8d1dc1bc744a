import { readFile, writeFile } from "node:fs/promises";
import { parts } from "./figures/index.js";
import { FIGURES_USAGE, readFiguresOptions } from "./figures/options.js";
import { withSection } from "./figures/page.js";
import { isMissed, type Outcome, runParts, summaryTable } from "./figures/run-parts.js";
import { isChosen, UsageError } from "./options.js";
import { textTable } from "./report/table.js";
import { docsPage } from "./where.js";

const say = (line: string) => console.error(line);

async function tell({ part, findings, cannotRun, error }: Outcome): Promise<void> {
  if (cannotRun) say(`did not run: ${cannotRun}`);
  if (error) say(`broke off: ${error}`);
  if (!findings) return;
  for (const sentence of findings.missed) say(`missed: ${sentence}`);
  console.log(`\n${part.title}\n\n${findings.section}`);
  const file = docsPage(part.page);
  const day = new Date().toISOString().slice(0, 10);
  const command = `\`npm run figures -- --only ${part.name}\`, last run on ${day}.`;
  const section = `## ${part.title}\n\n${command}\n\n${findings.section}`;
  await writeFile(file, withSection(await readFile(file, "utf8"), part.name, section));
}

try {
  const names = parts.map(({ name }) => name);
  const options = readFiguresOptions(process.argv.slice(2), names);
  if (options.help) {
    console.log(FIGURES_USAGE);
  } else {
    const chosen = parts.filter(({ name }) => isChosen(options, name, names));
    const outcomes = await runParts(chosen, { say, finished: tell });
    console.log(`\n${textTable(summaryTable(outcomes))}`);
    if (outcomes.some(isMissed)) process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${FIGURES_USAGE}`);
  process.exitCode = 2;
}
