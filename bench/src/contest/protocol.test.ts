import { describe, expect, it } from "vitest";
import { readReply } from "./protocol.js";

describe("readReply", () => {
  it("reads what a contestant that is ready says about itself", () => {
    expect(readReply('{"ready":{"version":"1.0","way":"graph"}}')).toEqual({
      ready: { version: "1.0", way: "graph" },
    });
  });

  it("reads milliseconds, with values or without", () => {
    expect(readReply('{"milliseconds":[1.5,2]}')).toEqual({ milliseconds: [1.5, 2], values: {} });
    expect(readReply('{"milliseconds":[1],"values":{"loss":[7.25]}}')).toEqual({
      milliseconds: [1],
      values: { loss: [7.25] },
    });
  });

  it("throws what a failed contestant says", () => {
    expect(() => readReply('{"error":"ImportError: no jax"}')).toThrow("ImportError: no jax");
  });

  it.each([
    "",
    "WARNING: something",
    "[1]",
    "null",
    "{}",
    '{"milliseconds":3}',
    '{"milliseconds":["1"]}',
    '{"milliseconds":[null]}',
    '{"milliseconds":[1],"values":[2]}',
    '{"milliseconds":[1],"values":{"loss":7}}',
  ])("refuses %j, quoting it", (line) => {
    expect(() => readReply(line)).toThrow(/should answer with JSON/);
    expect(() => readReply(line)).toThrow(`got: ${line}`);
  });
});
