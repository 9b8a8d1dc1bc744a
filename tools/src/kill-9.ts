// node --import tsx tools/src/kill-9.ts [--kills N] [--seed N]
//
// Kills `towerkit train` as `kill -9` does, at random moments or while it writes files, goes on with --resume
// until it ends, and fails unless every bundle has the digest of a run that nobody disturbed. The data is made. It wants the built packages.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { differences, type LessonResult, table } from "./kill-9/compare.js";
import { drawsFrom } from "./kill-9/draws.js";
import { killAndResume } from "./kill-9/kill-and-resume.js";
import { lessonsIn } from "./kill-9/lessons.js";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "200" },
    seed: { type: "string", default: "42" },
  },
});
const folder = await mkdtemp(join(tmpdir(), "towerkit-kill-9-"));
try {
  const lessons = await lessonsIn(folder);
  const kills = Math.ceil(Number(values.kills) / lessons.length);
  // Each lesson is a lane of its own: one process waits while another writes.
  const results = await Promise.all(
    lessons.map(async (lesson): Promise<LessonResult> => {
      const draw = drawsFrom(values.seed, lesson.name);
      return { lesson: lesson.name, ...(await killAndResume(lesson, { kills, draw })) };
    }),
  );
  console.log(table(results));
  const found = differences(results);
  for (const difference of found) console.error(difference);
  if (found.length > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
