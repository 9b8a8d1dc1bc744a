import {
  BundleError,
  ConfigError,
  decodeSafetensors,
  encodeSafetensors,
  type Tensor,
  tableFromColumns,
} from "@towerkit/core";
import { stringLookup } from "@towerkit/features";
import { describe, expect, it } from "vitest";
import { fitTower } from "./fit-tower.js";
import { towerFromJSON } from "./tower-json.js";
import { tower } from "./tower-spec.js";

const lookup = stringLookup();
const film = lookup.embedding(2, { table: "__proto__" });
const table = tableFromColumns({ user_id: ["a", "__proto__", "", "a"], x: ["p", "q", "q", "r"] });
const spec = tower({ user_id: lookup.embedding(3), last: { ...film, column: "x" }, x: film });
const fitted = fitTower(spec, table, { seed: 5, name: "candidate" });

const topology = () => JSON.parse(JSON.stringify(fitted.topology()));
const weights = (): Record<string, Tensor> => fitted.weights();

describe("towerFromJSON", () => {
  it("makes an equal tower of JSON text and safetensors bytes, to the bit", () => {
    const stored = decodeSafetensors(encodeSafetensors(weights())).tensors;
    const again = towerFromJSON(topology(), stored);
    expect(JSON.stringify(again.topology())).toBe(JSON.stringify(fitted.topology()));
    expect(again.summary()).toEqual(fitted.summary());
    expect(again.weights()).toEqual(fitted.weights());
    expect(encodeSafetensors(again.weights())).toEqual(encodeSafetensors(weights()));
    expect(again.encodeColumns(table)).toEqual(fitted.encodeColumns(table));
    expect(again.idFeature).toBe(fitted.idFeature);
  });

  it("names each table's weights after the table, with their shape, and copies nothing", () => {
    const [first] = fitted.tables();
    expect(Object.keys(weights())).toEqual(["embedding/user_id", "embedding/__proto__"]);
    expect(weights()["embedding/user_id"].shape).toEqual([4, 3]);
    expect(weights()["embedding/user_id"].data).toBe(first.data);
    expect(towerFromJSON(topology(), weights()).tables()[0].data).toBe(first.data);
  });
});

describe("towerFromJSON: topologies that cannot be right", () => {
  type Topology = ReturnType<typeof topology>;
  const broken: [string, (json: Topology) => unknown, RegExp][] = [
    ["no object", () => null, /tower must be a JSON object, got null/],
    ["an array", () => [], /tower must be a JSON object/],
    ["no name", (json) => ({ ...json, name: 3 }), /tower.name must be a string, got 3/],
    ["no tables", (json) => ({ ...json, tables: {} }), /tower.tables must be an array/],
    ["no layers", (json) => ({ ...json, layers: "none" }), /tower.layers must be an array/],
    [
      "an alien layer",
      (json) => ({ ...json, layers: [{ kind: "x" }] }),
      /layers\[0\] must be a lay/,
    ],
    [
      "another number of rows",
      (json) => edit(json, ["features", 0, "encoder"], { kind: "stringLookup", vocabulary: ["a"] }),
      /gives 2 ids, and its table "user_id" has 4 rows/,
    ],
    [
      "an encoder of a later feature",
      (json) => edit(json, ["features", 0, "encoder"], "x"),
      /encoder is "x", which is no feature before/,
    ],
    ["an alien combiner", (json) => edit(json, ["features", 0, "combiner"], "x"), /combiner/],
    ["no features", (json) => ({ ...json, features: {} }), /tower.features must be an array/],
    [
      "a table of null",
      (json) => ({ ...json, tables: [null] }),
      /tower.tables\[0\] must be a JSON/,
    ],
    ["a width of text", (json) => edit(json, ["tables", 0, "dim"], "3"), /tables\[0\].dim/],
    ["a huge width", (json) => edit(json, ["tables", 0, "dim"], 2 ** 53), /tables\[0\].dim/],
    [
      "an alien encoder",
      (json) => edit(json, ["features", 0, "encoder"], { kind: "x" }),
      /kind "x"/,
    ],
    [
      "an encoder of numbers",
      (json) => edit(json, ["features", 0, "encoder"], { kind: "passthrough" }),
      /encoder must give ids, and "passthrough" gives numbers/,
    ],
    ["a table twice", (json) => edit(json, ["tables", 1, "name"], "user_id"), /"user_id" .*twice/],
    ["a feature twice", (json) => edit(json, ["features", 1, "name"], "x"), /"x" .*twice/],
    ["an alien kind", (json) => edit(json, ["features", 0, "kind"], "x"), /features\[0\].kind/],
    ["no column", (json) => edit(json, ["features", 0, "columns"], undefined), /columns must be a/],
    [
      "no such table",
      (json) => edit(json, ["features", 0, "table"], "y"),
      /table is "y"; .*user_id/,
    ],
    ["an idle table", (json) => edit(json, ["features", 0, "table"], "__proto__"), /no feature/],
  ];

  function edit(json: Topology, [list, at, part]: [string, number, string], value: unknown) {
    json[list][at][part] = value;
    return json;
  }

  it.each(broken)("refuses %s", (_, breakIt, message) => {
    const json = breakIt(topology());
    expect(() => towerFromJSON(json, weights())).toThrow(ConfigError);
    expect(() => towerFromJSON(json, weights())).toThrow(message);
  });
});

describe("towerFromJSON: weights that are not the topology's", () => {
  const user = "embedding/user_id";
  const data = new Float32Array(12);
  const broken: [string, Record<string, Tensor>, RegExp][] = [
    [
      "missing",
      { "embedding/__proto__": weights()["embedding/__proto__"] },
      /lack "embedding\/user/,
    ],
    ["left over", { ...weights(), other: { shape: [1], data } }, /hold "other"/],
    [
      "of fewer rows",
      { ...weights(), [user]: { shape: [3, 4], data } },
      /shape \[4, 3\].*\[3, 4\]/,
    ],
    ["of one axis", { ...weights(), [user]: { shape: [4], data } }, /shape \[4\] with 12/],
    ["flat", { ...weights(), [user]: { shape: [12], data } }, /shape \[12\]/],
    [
      "of another type",
      { ...weights(), [user]: { shape: [4, 3], data: new Float64Array(12) } },
      /must be float32.*Float64Array/,
    ],
    [
      "shorter than their shape",
      { ...weights(), [user]: { shape: [4, 3], data: new Float32Array(11) } },
      /with 11 values/,
    ],
  ];

  it.each(broken)("refuses tensors that are %s", (_, tensors, message) => {
    expect(() => towerFromJSON(topology(), tensors)).toThrow(BundleError);
    expect(() => towerFromJSON(topology(), tensors)).toThrow(message);
  });
});
