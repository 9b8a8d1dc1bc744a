import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it, vi } from "vitest";
import { withLock } from "./lock.js";

const never = () => {
  throw new Error("waited");
};

describe.skipIf(process.platform !== "linux")("withLock", () => {
  it("gives what the work gives, and can be taken again", async () => {
    const file = join(temporaryFolder(), "lock");
    expect(await withLock(file, never, async () => 1)).toBe(1);
    expect(await withLock(file, never, async () => 2)).toBe(2);
  });

  it("lets one work at a time, and tells the other that it waits", async () => {
    const file = join(temporaryFolder(), "lock");
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} begins`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      events.push(`${name} ends`);
    };
    const onWait = vi.fn();
    await Promise.all([withLock(file, onWait, work("one")), withLock(file, onWait, work("two"))]);
    const first = events[0] === "one begins" ? "one" : "two";
    const second = first === "one" ? "two" : "one";
    expect(events).toEqual([first, second].flatMap((name) => [`${name} begins`, `${name} ends`]));
    expect(onWait).toHaveBeenCalledOnce();
  });

  it("is free again after work that failed", async () => {
    const file = join(temporaryFolder(), "lock");
    const fail = async () => Promise.reject(new Error("boom"));
    await expect(withLock(file, never, fail)).rejects.toThrow("boom");
    expect(await withLock(file, never, async () => "free")).toBe("free");
  });

  it("is free again after a process that was killed while it held it", async () => {
    const file = join(temporaryFolder(), "lock");
    const hold = `import { withLock } from ${JSON.stringify(new URL("lock.ts", import.meta.url))};
      await withLock(${JSON.stringify(file)}, () => {}, async () => {
        process.stdout.write("held");
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      });`;
    const args = ["--import", "tsx", "--input-type=module", "-e", hold];
    const holder = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    await once(holder.stdout, "data");

    const onWait = vi.fn(() => holder.kill("SIGKILL"));
    expect(await withLock(file, onWait, async () => "free")).toBe("free");
    expect(onWait).toHaveBeenCalledOnce();
  });
});
