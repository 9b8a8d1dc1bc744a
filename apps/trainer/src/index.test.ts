import { readFile } from "node:fs/promises";
import * as bundle from "@towerkit/bundle";
import * as core from "@towerkit/core";
import * as datasets from "@towerkit/datasets";
import * as features from "@towerkit/features";
import * as models from "@towerkit/models";
import * as retrieval from "@towerkit/retrieval";
import * as tasks from "@towerkit/tasks";
import * as towers from "@towerkit/towers";
import { describe, expect, it } from "vitest";
import * as umbrella from "./index.js";

const rooms = { bundle, datasets, features, models, retrieval, tasks, towers };

describe("the umbrella entry", () => {
  it.each(Object.entries(rooms))("hands on everything that %s exports", (_, room) => {
    expect(umbrella).toMatchObject({ ...room });
  });

  it("hands on the error classes of core, so that they can be told apart", () => {
    const errors = Object.entries(core).filter(([name]) => name.endsWith("Error"));
    expect(errors.length).toBeGreaterThan(5);
    expect(umbrella).toMatchObject(Object.fromEntries(errors));
  });

  it("imports the packages and nothing else, no command line above all", async () => {
    const source = await readFile(new URL("./index.ts", import.meta.url), "utf8");
    const imported = [...source.matchAll(/from "([^"]+)"/g)].map(([, name]) => name);
    expect(imported.filter((name) => !name?.startsWith("@towerkit/"))).toEqual([]);
  });
});
