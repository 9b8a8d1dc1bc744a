import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runAndKill } from "./killing.js";
import { temporaryFolder } from "./temporary-folder.js";

/** Writes a file, and after some time another. */
const WRITER = `
  const { writeFileSync } = require("node:fs");
  const { join } = require("node:path");
  const write = (name) => writeFileSync(join(process.argv[1], name), name);
  write("first");
  setTimeout(() => write("second"), 1000);
`;

describe("runAndKill", () => {
  it("lets a process come to its end where no moment is named", async () => {
    const folder = join(temporaryFolder(), "made");
    const said = "process.stderr.write('so'); process.exitCode = 3;";
    const ended = await runAndKill(["-e", said], { folder });
    expect(ended).toMatchObject({ killed: false, exitCode: 3, stderr: "so", changes: 0 });
  });

  it("kills a process when it writes, and after some time", async () => {
    const folder = temporaryFolder();
    const atFirst = await runAndKill(["-e", WRITER, folder], { folder, moment: { change: 1 } });
    expect(atFirst).toMatchObject({ killed: true, exitCode: null });
    expect(readdirSync(folder)).toEqual(["first"]);
    const forever = ["-e", "setInterval(() => {}, 1000)"];
    const timed = await runAndKill(forever, { folder, moment: { milliseconds: 20 } });
    expect([timed.killed, timed.changes]).toEqual([true, 0]);
  });
});
