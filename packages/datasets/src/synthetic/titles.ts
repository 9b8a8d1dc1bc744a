import type { Generator } from "@towerkit/core";

const qualities = [
  "Amber Borrowed Brittle Candlelit Cardboard Clockwork Copper Cobalt Crooked Distant Drowsy Eleventh",
  "Faraway Feathered Forgotten Frostbitten Gilded Glasshouse Hollow Inland Ivory Lanternlit Lopsided",
  "Marbled Moonlit Naïve Nameless Oaken Overgrown Paper Patient Quarrelsome Restless Rustling Saffron",
  "Sleepless Sunken Tangled Thirteenth Unwritten Velvet Winding",
]
  .join(" ")
  .split(" ");

const things = [
  "Almanac Aqueduct Archipelago Ballast Beekeeper Bellringer Boathouse Café Cartographer Causeway",
  "Chandelier Compass Conservatory Ferryman Foundry Glacier Greenhouse Hayloft Hourglass Inkwell",
  "Lighthouse Locksmith Meridian Metronome Mill Observatory Orchard Parade Pendulum Peninsula Puppeteer",
  "Quarry Regatta Sawmill Semaphore Signalman Staircase Telegraph Tramline Weathervane Windmill",
]
  .join(" ")
  .split(" ");

const LATEST_YEAR = 1998;
const EARLIEST_YEAR = 1935;

/** Invented film titles, no two alike, each with a year. There can be as many as pairs of words. */
export function drawTitles(generator: Generator, count: number): string[] {
  const pairs = Int32Array.from({ length: qualities.length * things.length }, (_, pair) => pair);
  generator.shuffle(pairs);
  return Array.from({ length: count }, (_, film) => {
    const quality = qualities[Math.floor(pairs[film] / things.length)];
    const thing = things[pairs[film] % things.length];
    const article = generator.below(3) === 0 ? ", The" : "";
    return `${quality} ${thing}${article} (${drawYear(generator)})`;
  });
}

/** Three films in four are of the last ten years. */
function drawYear(generator: Generator): number {
  const span = generator.below(4) === 0 ? LATEST_YEAR - EARLIEST_YEAR + 1 : 10;
  return LATEST_YEAR - generator.below(span);
}
