import { toolPart } from "./tool-part.js";

/** That a training which is killed and resumed ends with the bits of an undisturbed one. */
export const kill9Part = toolPart({
  name: "kill-9",
  title: "Killed and resumed",
  page: "conformance.md",
  tool: ["kill-9.ts"],
  about:
    "`towerkit train` on a small file, with a checkpoint after every epoch, killed (`kill -9`) at random moments from its start to after its end and resumed with `--resume`, over and over. Every run that ends must have the bundle digest of an undisturbed one, and the bundle in the folder must be whole after every kill.",
  saying: "takes some minutes",
});
