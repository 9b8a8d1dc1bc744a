import { toolPart } from "./tool-part.js";

/** That a training which is killed and resumed ends with the bits of an undisturbed one. */
export const kill9Part = toolPart({
  name: "kill-9",
  title: "Killed and resumed",
  page: "conformance.md",
  tool: ["kill-9.ts"],
  about:
    "`towerkit train` on made data, with a checkpoint after every epoch, killed (`kill -9`) 200 times, at moments drawn at random or at a change of a file in its folder, which is while it writes a checkpoint or the bundle, and resumed with `--resume`. After each kill the folder may hold no bundle that is not whole; whatever comes to its end must have the digest, the history and the figures of an undisturbed run.",
  saying: "takes some minutes",
});
