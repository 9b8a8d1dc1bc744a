import type { Profile } from "./profile.js";

const BAR_WIDTH = 40;
const MOST_BARS = 20;

/**
 * A profile as a table to print, with a bar for each rating where there are no more than 20.
 * @example
 * console.log(formatProfile(profile(ratings)));
 */
export function formatProfile(profile: Profile): string {
  const lines: [string, string][] = [
    ["rows", whole(profile.rows)],
    ["users", whole(profile.users)],
    ["items", whole(profile.items)],
    ["density", `${(profile.density * 100).toFixed(3)} %`],
    ["rows of a user", spread(profile.rowsPerUser)],
    ["rows of an item", spread(profile.rowsPerItem)],
    ["repeated pairs", whole(profile.duplicates)],
  ];
  if (profile.from !== undefined && profile.to !== undefined) {
    lines.push(["from", profile.from], ["to", profile.to]);
  }
  if (profile.titlesWithQuotes !== undefined) {
    const { double, single } = profile.titlesWithQuotes;
    lines.push(["titles with quotes", `${whole(double)} double, ${whole(single)} single`]);
  }
  if (profile.meanRating !== undefined) {
    lines.push(["mean rating", profile.meanRating.toFixed(6)]);
  }
  lines.push(...ratingLines(profile.ratings ?? []));
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join("\n");
}

/** A bar for each rating, or one line where there are too many to compare. */
function ratingLines(ratings: NonNullable<Profile["ratings"]>): [string, string][] {
  if (ratings.length > MOST_BARS) {
    const [least, greatest] = [ratings[0].rating, ratings[ratings.length - 1].rating];
    return [["ratings", `${least} to ${greatest}, ${whole(ratings.length)} different`]];
  }
  const most = Math.max(1, ...ratings.map(({ rows }) => rows));
  return ratings.map(({ rating, rows }) => {
    const bar = "█".repeat(Math.round((rows / most) * BAR_WIDTH));
    return [`rating ${rating}`, `${whole(rows).padStart(whole(most).length)} ${bar}`.trimEnd()];
  });
}

/** Digits in groups of three, whatever the machine's language. */
function whole(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

function spread([least, median, greatest]: readonly [number, number, number]): string {
  return `${whole(least)} to ${whole(greatest)}, median ${whole(median)}`;
}
