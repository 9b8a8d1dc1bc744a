import { describe, expect, it } from "vitest";
import { CannotBuild } from "./cannot-build.js";
import { runCommand } from "./command.js";

const node = (script: string) =>
  runCommand({ program: process.execPath, args: ["-e", script], cwd: ".", advice: "Mend it." });

describe("runCommand", () => {
  it("gives what the command printed", async () => {
    expect(await node('console.log("out"); console.error("err")')).toBe("out\n");
  });

  it("shows the end of what a failed command printed, and the advice", async () => {
    const script = 'console.log("x\\n".repeat(100)); console.error("no space"); process.exit(3)';
    const error = await node(script).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CannotBuild);
    const { message } = error as CannotBuild;
    expect(message).toMatch(/exited with 3:\nx\n.*no space\nMend it\.$/s);
    expect(message.split("\n").length).toBeLessThan(50);
  });

  it("tells a command that a signal ended", async () => {
    const killed = node('process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)');
    await expect(killed).rejects.toThrow(/was ended by a signal.*Mend it\.$/s);
  });

  it("names a command that is not there", async () => {
    const absent = runCommand({ program: "no-such-tool", args: [], cwd: ".", advice: "Get it." });
    await expect(absent).rejects.toThrow(/^no-such-tool: no-such-tool was not found\.\nGet it\.$/);
  });
});
