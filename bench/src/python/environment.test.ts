import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pythonFolder } from "../where.js";
import { pythonProgram } from "./entrants.js";
import { directPins } from "./environment.js";

describe("directPins", () => {
  it("is the first paragraph of the requirements: the peers", () => {
    expect(
      directPins("# Peers.\njax==0.10.2\ntf_keras==2.21.0\n\n# Theirs.\nnumpy==2.4.6\n"),
    ).toEqual({
      jax: "0.10.2",
      tf_keras: "2.21.0",
    });
  });

  it("finds every peer in our own requirements, all pinned", () => {
    const text = readFileSync(join(pythonFolder, "requirements.txt"), "utf8");
    expect(Object.keys(directPins(text))).toEqual([
      "tensorflow",
      "tf_keras",
      "tensorflow-recommenders",
      "jax",
      "keras",
      "keras-rs",
      "ir-measures",
      "scikit-learn",
    ]);
    const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    expect(lines.filter((line) => !/^[\w-]+==[\d.]+$/.test(line))).toEqual([]);
  });
});

describe("pythonProgram", () => {
  const python = { executable: "/venv/bin/python", versions: {} };

  it("tells every library how many threads it has", () => {
    const program = pythonProgram("x.py", { python, threads: 3, args: ["a"], env: { MORE: "1" } });
    expect(program.command).toBe("/venv/bin/python");
    expect(program.args).toEqual([join(pythonFolder, "x.py"), "a"]);
    expect(program.env).toMatchObject({ BENCH_THREADS: "3", NPROC: "3", MORE: "1" });
  });

  it("throws why there is no Python", () => {
    expect(() => pythonProgram("x.py", { python: { missing: "offline" }, threads: 1 })).toThrow(
      "offline",
    );
  });
});
