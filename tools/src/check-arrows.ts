import { checkArrows } from "./arrows/check.js";
import { repositoryRoot } from "./workspaces.js";

const [root = repositoryRoot] = process.argv.slice(2);
const faults = checkArrows(root);
for (const fault of faults) console.error(fault);
console.log(
  faults.length === 0
    ? "arrows: every import is one that tools/arrows.json allows"
    : `arrows: ${faults.length} to mend`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
