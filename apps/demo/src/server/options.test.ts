import { describe, expect, it } from "vitest";
import { readOptions } from "./options.js";

describe("readOptions", () => {
  it("has a port and a host of its own", () => {
    expect(readOptions([], {})).toEqual({ port: 4180, host: "localhost" });
  });

  it("takes the port from the environment, unless the command line has one", () => {
    expect(readOptions([], { PORT: "5000" }).port).toBe(5000);
    expect(readOptions(["--port", "0"], { PORT: "5000" }).port).toBe(0);
  });

  it("takes a bundle and a host", () => {
    expect(readOptions(["--bundle", "some/dir", "--host=0.0.0.0"], {})).toMatchObject({
      bundle: "some/dir",
      host: "0.0.0.0",
    });
  });

  it.each([["--port", "65536"], ["--port", "8e3"], ["--port", ""], ["--prot", "1"], ["dir"]])(
    "refuses %s %s",
    (...args) => {
      expect(() => readOptions(args, {})).toThrow(/--port/);
    },
  );
});
