import { needMovielens100k } from "./needs.js";
import { toolPart } from "./tool-part.js";

/** That a recipe's bundle has one digest, on every Node and any number of threads. */
export const sameBitsPart = toolPart({
  name: "same-bits",
  title: "The same bits on 1, 2 and 4 threads, and on Node 20, 22 and 24",
  page: "conformance.md",
  tool: ["same-bits.ts", "20", "22", "24"],
  about:
    "Whole trainings on MovieLens 100k. All bundles of a recipe must have the same digest. Then a deep model, whose weights must have one.",
  saying:
    "trains 18 times, and a deep model nine times; npm brings the versions of Node that are not here",
  check: needMovielens100k,
});
