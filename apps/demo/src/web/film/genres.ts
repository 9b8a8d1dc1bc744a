const HUES: Readonly<Record<string, number>> = {
  Action: 36,
  Adventure: 74,
  Animation: 112,
  Children: 132,
  Comedy: 92,
  Crime: 0,
  Documentary: 176,
  Drama: 270,
  Fantasy: 308,
  "Film-Noir": 228,
  Horror: 18,
  IMAX: 212,
  Musical: 326,
  Mystery: 290,
  Romance: 346,
  "Sci-Fi": 200,
  Thriller: 248,
  War: 152,
  Western: 56,
};

/** The hue that stands for a genre all over the page, in degrees; undefined where there is none. */
function hueOf(genre: string | undefined): number | undefined {
  return genre === undefined ? undefined : HUES[genre];
}

/** The custom properties by which a stylesheet tints an element for a genre. */
export function tintOf(genre: string | undefined): Record<string, string> {
  const hue = hueOf(genre);
  return hue === undefined ? { "--tint": "0" } : { "--hue": String(hue), "--tint": "1" };
}
