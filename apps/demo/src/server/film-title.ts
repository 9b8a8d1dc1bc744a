const TRAILING_YEAR = /^(.*\S)\s*\((\d{4})\)(?:\s*\(V\))?$/;
const TRAILING_ARTICLE = /^(.+), (The|A|An|Il|La|Le|Les|L'|El|Los|Das|Der|Die)(?= \(|$)(.*)$/;

/** A title as people say it, and the year that MovieLens appends to it. */
export interface FilmTitle {
  readonly name: string;
  readonly year: number | null;
}

/**
 * Reads a title of the form "Red Shoes, The (1948)". One of another form is its own name.
 * "(V)", for video, is left out.
 */
export function readFilmTitle(title: string): FilmTitle {
  const [, name = title, year] = TRAILING_YEAR.exec(title) ?? [];
  return { name: withLeadingArticle(name), year: year === undefined ? null : Number(year) };
}

function withLeadingArticle(name: string): string {
  const [, rest, article, after = ""] = TRAILING_ARTICLE.exec(name) ?? [];
  if (rest === undefined || article === undefined) return name;
  return `${article}${article.endsWith("'") ? "" : " "}${rest}${after}`;
}
