import { toolPart } from "./tool-part.js";

/** That a training which is killed again and again ends with the bits of one that nobody disturbed. */
export const killPart = toolPart({
  name: "kill-9",
  title: "Killed at any moment, and resumed",
  page: "figures.md",
  tool: ["kill-9.ts"],
  about:
    "`towerkit train` on made data, killed by `kill -9` 200 times, at moments drawn at random or at a change of a file in its folder, which is while it writes a checkpoint or the bundle. After each kill the folder may hold no bundle that is not whole; `--resume` goes on, and whatever comes to its end must have the digest, the history and the figures of an undisturbed run.",
  saying: "kills 200 times: some minutes",
});
