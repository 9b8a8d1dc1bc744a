import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { pythonFolder, virtualEnvironment } from "../where.js";

const run = promisify(execFile);

/** The peers' Python, or why there is none. */
export type Python =
  | { readonly executable: string; readonly versions: Readonly<Record<string, string>> }
  | { readonly missing: string };

/**
 * Makes the virtual environment of the peers, or takes the one that an earlier run made from the same
 * `requirements.txt`.
 */
export async function pythonEnvironment(say: (line: string) => void): Promise<Python> {
  const requirements = join(pythonFolder, "requirements.txt");
  const pins = await readFile(requirements, "utf8");
  const executable = join(virtualEnvironment, "bin/python");
  try {
    const base = await versionOf("python3");
    const digest = createHash("sha256").update(`${base}\n${pins}`).digest("hex");
    const mark = join(virtualEnvironment, "made-from");
    if ((await readFile(mark, "utf8").catch(() => "")) !== digest) {
      say(`installing the peers into a virtual environment of ${base} (some 3 GB; once)`);
      await install(requirements);
      await writeFile(mark, digest);
    }
    return { executable, versions: { python: base.replace("Python ", ""), ...directPins(pins) } };
  } catch (error) {
    return { missing: reasonOf(error) };
  }
}

/** The packages of the first paragraph of `requirements.txt`: the peers themselves. */
export function directPins(pins: string): Record<string, string> {
  const direct = pins.split(/\n\s*\n/)[0] as string;
  return Object.fromEntries(
    [...direct.matchAll(/^([\w-]+)==(\S+)/gm)].map(([, name, version]) => [name, version]),
  );
}

async function versionOf(python: string): Promise<string> {
  return (await run(python, ["--version"])).stdout.trim();
}

async function install(requirements: string): Promise<void> {
  await rm(virtualEnvironment, { recursive: true, force: true });
  await run("python3", ["-m", "venv", virtualEnvironment]);
  await writeFile(join(virtualEnvironment, ".gitignore"), "*\n");
  const quietly = ["--quiet", "--disable-pip-version-check", "--retries", "2", "--timeout", "15"];
  const packages = ["-m", "pip", "install", ...quietly, "--requirement", requirements];
  await run(join(virtualEnvironment, "bin/python"), packages, { maxBuffer: 2 ** 26 });
}

function reasonOf(error: unknown): string {
  const { code, stderr, message } = error as { code?: unknown; stderr?: string; message?: string };
  if (code === "ENOENT") return "there is no python3 on the PATH";
  const last = stderr?.trim().split("\n").at(-1);
  return `the peers' Python packages cannot be installed: ${(last || message || "").slice(0, 200)}`;
}
