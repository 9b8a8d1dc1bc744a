import { readFileSync } from "node:fs";

/** What one room may import: names of our packages, or any of them. */
export interface Room {
  readonly name: string;
  readonly mayImport: readonly string[] | "any";
}

/** The table of `docs/architecture.md` as data: a row for each workspace, by its folder. */
export type ArrowTable = ReadonlyMap<string, Room>;

export function readArrowTable(file: string): ArrowTable {
  const { rooms } = JSON.parse(readFileSync(file, "utf8")) as { rooms: Record<string, Room> };
  return new Map(Object.entries(rooms));
}

export function allows(room: Room, name: string): boolean {
  return room.mayImport === "any" || room.mayImport.includes(name);
}
