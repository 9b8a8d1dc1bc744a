/** How well a text answers a search: the smaller the better; undefined where it does not. */
export type Match = number | undefined;

/** Lower case and without accents, so that "cafe" finds "Café". */
export function foldText(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/** Both folded: equal before "begins with" before "a word begins with" before "somewhere". */
export function matchText(text: string, wanted: string): Match {
  const place = text.indexOf(wanted);
  if (place < 0) return undefined;
  if (place === 0) return text.length === wanted.length ? 0 : 1;
  return beginsAWord(text, wanted) ? 2 : 3;
}

function beginsAWord(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] as string)) return true;
  }
  return false;
}
