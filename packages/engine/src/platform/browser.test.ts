import { EngineError } from "@towerkit/core";
import { expect, it } from "vitest";
import { loadTfjsNode } from "./browser.js";

it("refuses tfjs-node in a browser", async () => {
  await expect(loadTfjsNode()).rejects.toThrow(EngineError);
  await expect(loadTfjsNode()).rejects.toThrow(/cannot run here; use the default engine/);
});
