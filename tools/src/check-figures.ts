// node --import tsx tools/src/check-figures.ts REPORT.json...
import { readFileSync } from "node:fs";
import { checkFigures } from "./ci/figures.js";

for (const file of process.argv.slice(2)) {
  const report = JSON.parse(readFileSync(file, "utf8"));
  for (const { figure, least, most, found, holds } of checkFigures(report)) {
    const verdict = holds ? "within" : "NOT WITHIN";
    console.log(`${report.recipe} ${figure} = ${found}: ${verdict} ${least} to ${most}`);
    if (!holds) process.exitCode = 1;
  }
}
