import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Competition, compete } from "../contest/compete.js";
import { type Entrant, processEntrant } from "../contest/contestant.js";
import type { Program } from "../contest/line-process.js";
import type { Answer } from "../contest/protocol.js";
import { runProgram } from "../contest/run-program.js";
import { figureOf, timesOf } from "../results/figures.js";
import type { Figure, Findings } from "../results/result.js";
import { contestantFile, dataDir, generatedKernels, hasData, towerkit } from "../where.js";
import type { Case, Context } from "./case.js";

const FIRST_CALL = "import of @towerkit/kernels, runtime and first call";
const FIRST_ANSWER = "bundle loaded and first query answered, from process start";

/** What a newcomer waits for, and how much the kernels weigh. */
export const startUpCase: Case = {
  name: "start-up",
  title: "Size, first call, first answer",
  async run(context) {
    const competition = await compete([firstCall, firstAnswer(context)], {
      rounds: context.rounds(15),
      samples: 1,
      say: context.say,
    });
    return findings(competition, await kernelSizes());
  },
};

const plainNode = (file: string, ...args: string[]): Program => ({
  command: process.execPath,
  args: [contestantFile(file), ...args],
});

/** The program's own time, without Node's start. */
const firstCall: Entrant = processEntrant(FIRST_CALL, async () => {
  const { lastLine } = await runProgram(plainNode("first-call.mjs"));
  return JSON.parse(lastLine) as Answer;
});

/** The whole process's time, and within it the time after the import. */
function firstAnswer({ folder }: Context): Entrant {
  const bundle = join(folder, "bundle");
  return {
    name: FIRST_ANSWER,
    async start() {
      if (!hasData("ml-100k")) throw new Error("ml-100k is not in the data folder");
      const train = [towerkit, "train", "quickstart", "--data-dir", dataDir, "--out", bundle];
      await runProgram({ command: process.execPath, args: train });
      return processEntrant(FIRST_ANSWER, async () => {
        const { lastLine, milliseconds } = await runProgram(plainNode("first-answer.mjs", bundle));
        const afterImport = (JSON.parse(lastLine) as Answer).milliseconds;
        return { milliseconds: [milliseconds], values: { afterImport } };
      }).start();
    },
  };
}

/** The compiled kernels' builds and their bytes as gzip packs them. */
async function kernelSizes(): Promise<readonly { build: string; bytes: number }[]> {
  const files = (await readdir(generatedKernels)).filter((file) => file.endsWith(".ts")).sort();
  return Promise.all(
    files.map(async (file) => {
      const source = await readFile(join(generatedKernels, file), "utf8");
      const [, base64 = ""] = /"([A-Za-z0-9+/=]{100,})"/.exec(source) ?? [];
      return {
        build: file.replace(/\.ts$/, ""),
        bytes: gzipSync(Buffer.from(base64, "base64"), { level: 9 }).length,
      };
    }),
  );
}

function findings(
  { measurements, leftOut }: Competition,
  sizes: readonly { build: string; bytes: number }[],
): Findings {
  const timesNamed = (name: string) =>
    measurements.find((each) => each.name === name)?.rounds.flat() ?? [];
  const afterImport = measurements.find(({ name }) => name === FIRST_ANSWER)?.values["afterImport"];
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const size: Figure = {
    what: "compiled kernels, all builds together, gzipped",
    unit: "kB",
    asked: { relation: "≤", value: 60 },
    measured: total / 1000,
  };
  return {
    figures: [
      size,
      figureOf(FIRST_CALL, "ms", timesNamed(FIRST_CALL), { relation: "≤", value: 50 }),
      figureOf(
        "100k bundle loaded and first query answered, after import",
        "ms",
        afterImport ?? [],
        {
          relation: "≤",
          value: 150,
        },
      ),
      figureOf(`100k ${FIRST_ANSWER}`, "ms", timesNamed(FIRST_ANSWER), {
        relation: "≤",
        value: 300,
      }),
    ],
    times: measurements.map(timesOf),
    ratios: [],
    leftOut,
    notes: [
      `Compiled kernels, gzipped: ${sizes.map(({ build, bytes }) => `${build} ${bytes} bytes`).join("; ")}.`,
    ],
  };
}
