import { createHash } from "node:crypto";
import { join } from "node:path";
import { formatProfile, interactions, profile } from "@towerkit/datasets";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { readJson } from "../../test/json.js";
import {
  ALL_COLUMNS,
  asArrow,
  asCsv,
  asParquet,
  COLUMNS,
  makeOrders,
  writeMade,
} from "../../test/orders.js";
import { run } from "../../test/run.js";
import { dataSchema } from "../schema/data.js";

const orders = makeOrders();

describe("towerkit data FILE", () => {
  it("prints the profile of a file of one's own", async () => {
    const file = writeMade("orders.csv", asCsv(orders));
    const { exitCode, stdout, stderr } = await run("data", file, ...ALL_COLUMNS);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const table = await interactions(orders, {
      user: "customer",
      item: "sku",
      time: "ordered",
      rating: "stars",
    });
    expect(stdout).toBe(`${file}\n\n${formatProfile(profile(table, { item: "item_id" }))}\n`);
  });

  it.each([
    ["CSV", asCsv(orders)],
    ["Parquet", asParquet(orders)],
    ["Arrow", asArrow(orders)],
  ])("writes the profile of a %s file as JSON", async (_, content) => {
    const file = writeMade("orders", content);
    const json = join(temporaryFolder(), "data.json");
    const { exitCode } = await run("data", file, ...ALL_COLUMNS, "--json", json);
    expect(exitCode).toBe(0);
    expect(await readJson(json, dataSchema)).toMatchObject({
      dataset: "orders",
      origin: { kind: "file", location: file },
      digest: createHash("sha256").update(content).digest("hex"),
      tables: { interactions: 600 },
      rows: 600,
      users: 60,
      items: 60,
      duplicates: 0,
      from: "2023-11-14T22:13:20.000Z",
      to: "2023-12-09T21:13:20.000Z",
    });
  });

  it("leaves out of the JSON what the file has no column for", async () => {
    const file = writeMade("orders.csv", asCsv(orders));
    const { stdout } = await run("data", file, ...COLUMNS, "--json", "-");
    const report = dataSchema.parse(JSON.parse(stdout));
    expect(Object.keys(report)).not.toEqual(expect.arrayContaining(["ratings"]));
    expect(report).not.toHaveProperty("from");
    expect(report.rows).toBe(600);
  });

  it("counts repeats rather than refuse them, unless it is told to", async () => {
    const file = writeMade("orders.csv", asCsv([...orders, ...orders.slice(0, 3)]));
    expect((await run("data", file, ...COLUMNS)).stdout).toMatch(/^repeated pairs +3$/m);
    const refused = await run("data", file, ...COLUMNS, "--on-duplicate", "error");
    expect(refused).toMatchObject({ exitCode: 1, stdout: "" });
    expect(refused.stderr).toMatch(/orders\.csv:602: .*2 more/);
  });

  it("reads times in the unit and fields by the separator that it is told", async () => {
    const text = "who;what;when\na;x;1700000000000\nb;y;1700086400000\n";
    const file = writeMade("plays.csv", text);
    const { stdout } = await run(
      ...["data", file, "--user", "who", "--item", "what", "--time", "when"],
      ...["--time-unit", "milliseconds", "--separator", ";"],
    );
    expect(stdout).toMatch(/^from +2023-11-14T22:13:20\.000Z\nto +2023-11-15T22:13:20\.000Z$/m);
    const tabs = writeMade("plays.tsv", text.replaceAll(";", "\t"));
    const read = await run(
      ...["data", tabs, "--user", "who", "--item", "what", "--separator", "tab"],
    );
    expect(read.stdout).toMatch(/^rows +2$/m);
  });
});
