import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { BundleError } from "@towerkit/core";
import { temporaryFolder } from "@towerkit/test-utils";
import { describe, expect, it } from "vitest";
import { LOCK_FILE } from "../../storage/lock-file.js";
import { lockFolder } from "./lock.js";

/** The id of a process that is gone. */
const gonePid = () => spawnSync(process.execPath, ["-e", ""]).pid;

function folderLockedBy(content: unknown): string {
  const folder = temporaryFolder();
  const text = typeof content === "string" ? content : JSON.stringify(content);
  writeFileSync(join(folder, LOCK_FILE), text);
  return folder;
}

describe("lockFolder", () => {
  it("lets one writer in at a time", async () => {
    const folder = temporaryFolder();
    const unlock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(BundleError);
    await expect(lockFolder(folder)).rejects.toThrow(
      `being written by process ${process.pid} on "${hostname()}"`,
    );
    await unlock();
    const again = await lockFolder(folder);
    await again();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("lets one in where many come at once", async () => {
    const folder = temporaryFolder();
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    expect(attempts.filter(({ status }) => status === "fulfilled").length).toBe(1);
  });

  it("takes over from a process of this machine that is gone", async () => {
    const folder = folderLockedBy({ pid: gonePid(), host: hostname(), id: "x" });
    const unlock = await lockFolder(folder);
    const held = JSON.parse(readFileSync(join(folder, LOCK_FILE), "utf8"));
    expect(held.pid).toBe(process.pid);
    expect(readdirSync(folder)).toEqual([LOCK_FILE]);
    await unlock();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("lets one take over where many come at once", async () => {
    const folder = folderLockedBy({ pid: gonePid(), host: hostname(), id: "x" });
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
    expect(attempts.filter(({ status }) => status === "fulfilled").length).toBe(1);
    expect(readdirSync(folder)).toEqual([LOCK_FILE]);
  });

  it("takes over also where whoever was taking over is gone", async () => {
    const gone = { pid: gonePid(), host: hostname(), id: "x" };
    const folder = folderLockedBy(gone);
    writeFileSync(join(folder, `${LOCK_FILE}.takeover`), JSON.stringify({ ...gone, id: "y" }));
    const unlock = await lockFolder(folder);
    expect(readdirSync(folder)).toEqual([LOCK_FILE]);
    await unlock();
  });

  it("names what is in the way where nobody knows who was taking over", async () => {
    const folder = folderLockedBy({ pid: gonePid(), host: hostname(), id: "x" });
    const takeover = join(folder, `${LOCK_FILE}.takeover`);
    writeFileSync(takeover, "");
    await expect(lockFolder(folder)).rejects.toThrow(`delete it and ${takeover}`);
  });

  it.each<[what: string, content: unknown, message: RegExp]>([
    ["a process that runs", { pid: process.ppid, host: hostname(), id: "x" }, /by process \d+ on/],
    ["another machine", { pid: gonePid(), host: "elsewhere", id: "x" }, /on "elsewhere"/],
    ["who knows whom", "", /another process/],
    ["a process that cannot be", { pid: -1, host: hostname(), id: "x" }, /another process/],
    ["something else", "null", /another process/],
  ])("respects the lock of %s, and says what to do", async (_what, content, message) => {
    const folder = folderLockedBy(content);
    const locking = lockFolder(folder);
    await expect(locking).rejects.toThrow(message);
    await expect(locking).rejects.toThrow(`delete ${join(folder, LOCK_FILE)}`);
    await expect(locking).rejects.toMatchObject({ part: LOCK_FILE });
    expect(existsSync(join(folder, LOCK_FILE))).toBe(true);
  });

  it("does not give back a lock that is someone else's by now", async () => {
    const folder = temporaryFolder();
    const unlock = await lockFolder(folder);
    const others = JSON.stringify({ pid: 1, host: "elsewhere", id: "y" });
    writeFileSync(join(folder, LOCK_FILE), others);
    await unlock();
    expect(readFileSync(join(folder, LOCK_FILE), "utf8")).toBe(others);
  });

  it("is a BundleError where the folder is not there", async () => {
    await expect(lockFolder(join(temporaryFolder(), "absent"))).rejects.toThrow(BundleError);
  });
});
