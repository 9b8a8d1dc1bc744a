import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CannotBuild } from "./cannot-build.js";
import { runCommand } from "./command.js";
import type { Recipe, Wheel } from "./recipe.js";

/** The two libraries, named as the addon and the first of them look for them. */
const libraries = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"] as const;

/** Where the wheel keeps what the addon's C++ includes, directly and through other headers. */
const headerFolders = [
  "include/tensorflow/c/",
  "include/tensorflow/core/platform/",
  "include/tsl/platform/",
  "include/xla/tsl/c/",
] as const;

/** @throws CannotBuild naming what the machine lacks, before anything is fetched. */
async function checkTools(): Promise<void> {
  const cwd = process.cwd();
  const install = (packages: string) => `Install it: apt-get install ${packages}.`;
  const version = ["--version"];
  await runCommand({ program: "g++", args: version, cwd, advice: install("g++") });
  const pip = ["-m", "pip", ...version];
  await runCommand({ program: "python3", args: pip, cwd, advice: install("python3-pip") });
}

/**
 * Fills an empty folder with tfjs-node, its npm packages and TensorFlow's library. Nothing in it
 * knows the folder's name, so it can be moved.
 */
export async function buildTfjsNode(
  folder: string,
  { recipe, wheel, say }: { recipe: Recipe; wheel: Wheel; say: (line: string) => void },
): Promise<void> {
  await checkTools();
  const unpacked = join(folder, "unpacked");

  say(`npm packages, and TensorFlow ${recipe.tensorflow} from its wheel (270 MB)`);
  await bothOf(installPackages(folder, recipe), fetchLibrary(folder, unpacked, recipe, wheel));

  const tfjsNode = join(folder, "node_modules/@tensorflow/tfjs-node");
  const libraryFolder = join(tfjsNode, "deps/lib");
  mkdirSync(libraryFolder, { recursive: true });
  for (const library of libraries) {
    renameSync(join(unpacked, "tensorflow", library), join(libraryFolder, library));
  }

  say("compiling the addon");
  const include = [join(unpacked, "tensorflow/include"), nodeApiHeaders(folder)];
  await compileAddon(tfjsNode, include, recipe);
  rmSync(unpacked, { recursive: true });
}

/** Without install scripts: tfjs-node's would download the library. */
async function installPackages(folder: string, { tfjs, headers }: Recipe): Promise<void> {
  const dependencies = { "@tensorflow/tfjs-node": tfjs, "node-api-headers": headers };
  const manifest = { private: true, dependencies };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const quietly = ["--no-audit", "--no-fund", "--loglevel=error"];
  await runCommand({
    program: "npm",
    args: ["install", "--ignore-scripts", "--no-package-lock", ...quietly],
    cwd: folder,
    advice: "Is npm's registry reachable, and is the disk not full?",
  });
}

/** The wheel's digest is fixed; pip, unlike a download of our own, knows the machine's index. */
async function fetchLibrary(
  folder: string,
  unpacked: string,
  { tensorflow }: Recipe,
  { python, abi, platform, sha256 }: Wheel,
): Promise<void> {
  const requirements = join(folder, "requirements.txt");
  writeFileSync(requirements, `tensorflow-cpu==${tensorflow} --hash=sha256:${sha256}\n`);
  const downloaded = join(folder, "wheel");
  const tags = ["--python-version", python, "--implementation", "cp", "--abi", abi];
  const only = ["--no-deps", "--only-binary=:all:", ...tags, "--platform", platform];
  await runCommand({
    program: "python3",
    args: ["-m", "pip", "download", "--quiet", ...only, "-d", downloaded, "-r", requirements],
    cwd: folder,
    advice:
      "Is pip's index (PIP_INDEX_URL, pip.conf; by default PyPI) reachable, and does it have the " +
      "wheel with this hash?",
  });
  const [wheel, ...others] = readdirSync(downloaded);
  if (!wheel || others.length > 0) {
    throw new CannotBuild(
      `pip downloaded ${others.length + (wheel ? 1 : 0)} files instead of one wheel.`,
      "Try pip's line above by hand and look at what it fetches.",
    );
  }
  const parts = [...libraries, ...headerFolders].map((part) => `tensorflow/${part}`);
  const unpack = fileURLToPath(new URL("unpack-wheel.py", import.meta.url));
  await runCommand({
    program: "python3",
    args: [unpack, join(downloaded, wheel), unpacked, ...parts],
    cwd: folder,
    advice:
      "Is the disk full? It takes 1.5 GB. If a part is missing, the recipe names a wrong wheel.",
  });
  rmSync(downloaded, { recursive: true });
}

/** The package's own sources, built as its binding.gyp says, without node-gyp and its needs. */
async function compileAddon(
  tfjsNode: string,
  include: readonly string[],
  { nodeApi, compilerOptions }: Recipe,
): Promise<void> {
  const sources = readdirSync(join(tfjsNode, "binding"))
    .filter((name) => name.endsWith(".cc"))
    .map((name) => join("binding", name));
  const addonFolder = join("lib", `napi-v${nodeApi}`);
  mkdirSync(join(tfjsNode, addonFolder), { recursive: true });
  await runCommand({
    program: "g++",
    args: [
      ...compilerOptions,
      `-DNAPI_VERSION=${nodeApi}`,
      ...include.map((folder) => `-I${folder}`),
      ...sources,
      "-Ldeps/lib",
      ...libraries.map((library) => `-l:${library}`),
      "-Wl,-rpath,$ORIGIN/../../deps/lib",
      "-o",
      join(addonFolder, "tfjs_binding.node"),
    ],
    cwd: tfjsNode,
    advice: "Is g++ whole and able of C++17 (apt-get install g++), and is the disk not full?",
  });
}

function nodeApiHeaders(folder: string): string {
  return join(folder, "node_modules/node-api-headers/include");
}

/** Waits for both, also where one fails: the other must not go on writing into a removed folder. */
async function bothOf(...work: readonly Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) {
    if (result.status === "rejected") throw result.reason;
  }
}
