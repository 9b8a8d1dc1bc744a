import { publishable, readWorkspaces, repositoryRoot } from "../workspaces.js";

/** What the test of the docs does with one line of a `sh` block. */
export type Command =
  | { readonly kind: "run"; readonly line: string }
  | { readonly kind: "covered"; readonly line: string; readonly reason: string };

const byCi = "`.ci/run` runs it";

/** Commands that a reader is told to type and that the test of the docs must not run itself. */
export const coveredCommands: readonly { readonly command: string; readonly reason: string }[] = [
  { command: "npm ci", reason: byCi },
  { command: "npm test", reason: byCi },
  { command: "npm start", reason: byCi },
  { command: "npm run typecheck", reason: byCi },
  { command: "npm run tfjs-node", reason: byCi },
  { command: "npm run lint", reason: byCi },
  { command: "npm run check:package", reason: byCi },
  { command: "npx changeset status", reason: byCi },
  { command: "bash .ci/run", reason: "it is what runs this test" },
  { command: "npm run build", reason: "`npm test` builds first" },
  { command: "npm run arrows", reason: "`npm run lint` runs it" },
  { command: "npm run format", reason: "it changes files; lint holds them to the same rules" },
  { command: "npm run coverage", reason: "the tests once more, with counters" },
  {
    command: "npm run demo",
    reason: "it serves until it is stopped; the tests of apps/demo drive it",
  },
  { command: "npm run bench", reason: "it takes minutes and depends on the machine" },
  { command: "npm run figures", reason: "it takes minutes" },
  { command: "npm run changeset", reason: "it asks questions" },
  {
    command: "npm i @tensorflow/tfjs-node",
    reason: "an optional peer with a native installer: nobody is made to have it",
  },
  ...["npm approve-scripts @tensorflow/tfjs-node", "npm rebuild @tensorflow/tfjs-node"].map(
    (command) => ({ command, reason: "for that native installer, too" }),
  ),
  { command: "npx vitest run", reason: "`npm test` runs it in every package" },
];

/**
 * Takes the code of a `sh` block apart.
 *
 * @param line - the line of the file that the code begins on, for messages.
 * @throws Error naming the first line that is neither run nor known to be covered elsewhere.
 */
export function commandsOf(code: string, file: string, line: number): Command[] {
  return code.split("\n").flatMap((text, index) =>
    partsOf(text).map((part) => {
      const command = classify(part);
      if (command) return command;
      throw new Error(
        `${file}:${line + index}: nothing runs or covers the command "${part}"; ` +
          "tools/src/docs/commands.ts lists those that something does",
      );
    }),
  );
}

/** The data set that a command reads, where it does not fall back to synthetic data. */
export function dataSetOfCommand(line: string): string | undefined {
  const [, name] = /^towerkit (?:train|data) (\S+)/.exec(line) ?? [];
  const isOwnFile = name?.startsWith("--") || line.includes(" --user ");
  if (!name || name === "quickstart" || isOwnFile) return undefined;
  if (name.includes("latest-small")) return "ml-latest-small";
  return name.includes("1m") ? "ml-1m" : "ml-100k";
}

/** The packages that a command installs into the reader's project: none for any other command. */
export function installedBy(line: string): string[] {
  const [, names = ""] = /^npm (?:i|install) (.+)$/.exec(line) ?? [];
  return names.split(" ").filter((name) => name !== "");
}

function partsOf(text: string): string[] {
  return text
    .replace(/(^|\s)#.*$/, "")
    .split("&&")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function classify(part: string): Command | undefined {
  const own = /^(?:npx )?(towerkit .+)$/.exec(part);
  if (own) return { kind: "run", line: own[1] as string };
  const reason = reasonNotToRun(part.replace(/^([A-Z_]+=\S+ )+/, ""));
  return reason ? { kind: "covered", line: part, reason } : undefined;
}

function reasonNotToRun(command: string): string | undefined {
  const covered = coveredCommands.find((one) => one.command === command);
  if (covered) return covered.reason;
  if (installedBy(command).length > 0) {
    return installedBy(command).every(isInstalledInTests)
      ? "packed.test.ts installs it"
      : undefined;
  }
  if (/^git clone \S+$/.test(command)) return "this already runs in a clone";
  if (/^cd [\w./-]+$/.test(command)) return "it only moves the reader";
  return undefined;
}

/** Our published packages, and the peers that come along with them. */
function isInstalledInTests(name: string): boolean {
  return publishable(readWorkspaces(repositoryRoot)).some(({ manifest }) => {
    const isRequired = manifest.peerDependenciesMeta?.[name]?.optional !== true;
    return manifest.name === name || (name in (manifest.peerDependencies ?? {}) && isRequired);
  });
}
