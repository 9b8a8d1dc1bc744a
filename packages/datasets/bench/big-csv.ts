import { mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import { createGenerator, type Generator } from "@towerkit/core";

export interface BigSize {
  readonly rows: number;
  readonly users: number;
  readonly films: number;
}

const FIRST_SECOND = 789_652_009;
const LAST_SECOND = 1_574_327_703;
const ROWS_PER_WRITE = 50_000;

/** Writes the files of a data set of comma-separated values, as big as asked for, into `folder`. */
export async function writeBigCsv(folder: string, { rows, users, films }: BigSize): Promise<void> {
  await mkdir(folder, { recursive: true });
  const generator = createGenerator(42, "big csv");
  const ids = filmIds(generator, films);
  await writeLines(join(folder, "movies.csv"), "movieId,title,genres", films, (film) => {
    return `${ids[film]},"Film, The ${film} (${1950 + (film % 70)})",Comedy|Drama`;
  });
  await writeLines(join(folder, "links.csv"), "movieId,imdbId,tmdbId", films, (film) => {
    return `${ids[film]},${String(film).padStart(7, "0")},${film}`;
  });
  await writeLines(join(folder, "tags.csv"), "userId,movieId,tag,timestamp", rows / 25, (row) => {
    return `${row},${ids[row % films]},tag ${row % 70_000},${FIRST_SECOND + row}`;
  });
  const mean = rows / users;
  let user = 0;
  let left = 0;
  let film = 0;
  await writeLines(join(folder, "ratings.csv"), "userId,movieId,rating,timestamp", rows, () => {
    if (left === 0) {
      user++;
      left = user >= users ? rows : Math.ceil(mean / 4 + generator.below(Math.ceil(mean * 1.5)));
      film = generator.below(films);
    }
    left--;
    film = (film + 1 + generator.below(9)) % films;
    const rating = ((1 + generator.below(10)) / 2).toFixed(1);
    const time = FIRST_SECOND + generator.below(LAST_SECOND - FIRST_SECOND);
    return `${user},${ids[film]},${rating},${time}`;
  });
}

/** Rising ids with holes, up to about three times as high as there are films. */
function filmIds(generator: Generator, films: number): number[] {
  let id = 0;
  return Array.from({ length: films }, () => {
    id += 1 + generator.below(5);
    return id;
  });
}

async function writeLines(
  path: string,
  header: string,
  count: number,
  line: (i: number) => string,
): Promise<void> {
  const file = await open(path, "w");
  let text = `${header}\n`;
  for (let i = 0; i < count; i++) {
    text += `${line(i)}\n`;
    if (i % ROWS_PER_WRITE === 0) {
      await file.writeFile(text);
      text = "";
    }
  }
  await file.writeFile(text);
  await file.close();
}
