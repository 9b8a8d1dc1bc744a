const english = "en";

export function grouped(count: number): string {
  return count.toLocaleString(english);
}

/** `.6063` as `60.6 %`, with a no-break space. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}\u00a0%`;
}

export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** "1998-04-24" as "24 Apr 1998". */
export function readableDate(isoDate: string): string {
  return new Date(isoDate).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}
