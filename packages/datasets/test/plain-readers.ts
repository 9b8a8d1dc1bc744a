/** Readers of MovieLens's files as plain as can be, to hold ours against: they check nothing. */

type Files = Readonly<Record<string, Uint8Array>>;

export interface PlainRows {
  /** User, film, rating, time. */
  readonly ratings: readonly (readonly unknown[])[];
  /** Id, title, genres. */
  readonly movies: readonly (readonly unknown[])[];
  /** The rows of the other files. */
  readonly others: readonly (readonly (readonly unknown[])[])[];
}

export function plain100k(files: Files): PlainRows {
  const genres = split(files["u.genre"], "|").map(([name]) => name);
  return {
    ratings: split(files["u.data"], "\t").map(ratingOf),
    movies: split(files["u.item"], "|").map(([id, title, , , , ...flags]) => [
      id,
      title,
      flags.flatMap((flag, i) => (flag === "1" ? [genreName(genres[i])] : [])).sort(),
    ]),
    others: [
      split(files["u.user"], "|").map(([id, age, gender, job, zip]) => [
        id,
        Number(age),
        gender,
        job,
        zip,
      ]),
    ],
  };
}

export function plain1m(files: Files): PlainRows {
  return {
    ratings: split(files["ratings.dat"], "::").map(ratingOf),
    movies: split(files["movies.dat"], "::").map(movieOf),
    others: [
      split(files["users.dat"], "::").map(([id, gender, age, , zip]) => [
        id,
        gender,
        Number(age),
        zip,
      ]),
    ],
  };
}

export function plainCsv(files: Files): PlainRows {
  return {
    ratings: csv(files["ratings.csv"]).map(ratingOf),
    movies: csv(files["movies.csv"]).map(movieOf),
    others: [
      csv(files["tags.csv"]).map(([user, movie, tag, time]) => [user, movie, tag, Number(time)]),
      csv(files["links.csv"]),
    ],
  };
}

const ratingOf = ([user, movie, rating, time]: readonly string[]) => [
  user,
  movie,
  Number(rating),
  Number(time),
];

const movieOf = ([id, title, genres]: readonly string[]) => [
  id,
  title,
  genres.split("|").map(genreName),
];

const genreName = (word: string) =>
  word.replace("Children's", "Children").replace("unknown", "Unknown");

function split(bytes: Uint8Array, separator: string): string[][] {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return text
    .replace(/[\r\n]+$/, "")
    .split(/\r?\n/)
    .map((line) => line.split(separator));
}

/** Comma-separated values, without the header, letter by letter. */
function csv(bytes: Uint8Array): string[][] {
  const text = new TextDecoder().decode(bytes).replace(/[\r\n]+$/, "");
  const rows: string[][] = [[""]];
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const row = rows[rows.length - 1];
    const last = row.length - 1;
    const letter = text[at];
    const isFieldStart = at === 0 || ",\n".includes(text[at - 1]);
    if (isQuoted && letter === '"' && text[at + 1] === '"') {
      row[last] += '"';
      at++;
    } else if (isQuoted && letter === '"') isQuoted = false;
    else if (isQuoted) row[last] += letter;
    else if (letter === '"' && isFieldStart) isQuoted = true;
    else if (letter === ",") row.push("");
    else if (letter === "\n") {
      row[last] = row[last].replace(/\r$/, "");
      rows.push([""]);
    } else row[last] += letter;
  }
  return rows.slice(1);
}
