// Prints how many tests passed and failed, as two numbers; the names of the latter on stderr.
import { tallyTests } from "./ci/tally.js";
import { repositoryRoot } from "./workspaces.js";

const { passed, failed, faults } = tallyTests(repositoryRoot);
for (const fault of faults) console.error(fault);
console.log(`${passed} ${failed}`);
