/** Articles that library catalogues put behind a title, in the languages of MovieLens. */
const ARTICLES = new Set(
  [
    ["A", "An", "The"],
    ["Le", "La", "Les", "L'", "Un", "Une", "Des"],
    ["Der", "Die", "Das", "Den", "Dem", "Ein", "Eine"],
    ["El", "Los", "Las", "Lo", "Una", "Unos", "Unas"],
    ["Il", "I", "Gli", "Uno"],
    ["O", "Os", "As", "Um", "Uma"],
    ["Het", "De", "Een"],
    ["En", "Ett", "Et", "Det"],
    ["Els", "Na", "Az", "Al"],
  ]
    .flat()
    .map((article) => article.toLowerCase()),
);

/** Moves an article from behind the last comma to the front. */
export function articleAtEnd(title: string): { name: string; article: string } {
  const comma = title.lastIndexOf(",");
  const article = title
    .slice(comma + 1)
    .trim()
    .replace("’", "'");
  const before = title.slice(0, comma).trim();
  if (comma === -1 || before === "" || !ARTICLES.has(article.toLowerCase())) {
    return { name: title, article: "" };
  }
  const spelled = title.slice(comma + 1).trim();
  return {
    name: article.endsWith("'") ? spelled + before : `${spelled} ${before}`,
    article: spelled,
  };
}
