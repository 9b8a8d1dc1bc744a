import { ConfigError, shown } from "@towerkit/core";
import { type Id, isId } from "@towerkit/retrieval";

/** Where each item stands in a catalogue, by its id. */
export type CandidatePlaces = ReadonlyMap<Id, number>;

/**
 * Numbers the items of a catalogue in its order.
 * @throws ConfigError for an empty catalogue, a value that is no id, or an id that occurs twice.
 */
export function candidatePlaces(candidateIds: readonly Id[]): CandidatePlaces {
  if (candidateIds.length === 0) {
    throw new ConfigError("candidateIds is empty; a catalogue must hold at least one item.");
  }
  const places = new Map<Id, number>();
  for (let place = 0; place < candidateIds.length; place++) {
    const id = checkedId(candidateIds[place], "candidateIds", place);
    const earlier = places.get(id);
    if (earlier !== undefined) {
      throw new ConfigError(
        `candidateIds[${place}] is ${shown(id)}, and so is candidateIds[${earlier}]; merge them first: ` +
          "an item that stands in the catalogue twice has no one rank.",
      );
    }
    places.set(id, place);
  }
  return places;
}

/**
 * Looks up the place of each value of an item column.
 *
 * `7` and `"7"` are different ids, as they are in an `Index`. A column that has the one where the
 * catalogue has the other is an error, and not a column of unknown items.
 *
 * @param name - how messages call the column.
 * @returns `[column.length]`: places, and -1 for an item that the catalogue lacks.
 * @throws ConfigError for a value that is no id, or is of the wrong one of the two types.
 */
export function placesOf(
  column: ArrayLike<unknown>,
  catalogue: CandidatePlaces,
  name: string,
): Int32Array {
  const places = new Int32Array(column.length);
  let texts: ReadonlySet<string> | undefined;
  for (let row = 0; row < column.length; row++) {
    const id = column[row] as Id;
    const place = catalogue.get(id);
    if (place !== undefined) {
      places[row] = place;
      continue;
    }
    checkedId(id, name, row);
    texts ??= new Set(Array.from(catalogue.keys(), String));
    if (texts.has(String(id))) refuseOtherType(id, name, row);
    places[row] = -1;
  }
  return places;
}

function checkedId(value: unknown, name: string, row: number): Id {
  if (isId(value)) return value;
  throw new ConfigError(
    `${name}[${row}] is ${shown(value)}; an id must be a string or a finite number.`,
  );
}

function refuseOtherType(id: Id, name: string, row: number): never {
  const other = typeof id === "string" ? "number" : "string";
  throw new ConfigError(
    `${name}[${row}] is the ${typeof id} ${shown(id)}, which the catalogue has as a ${other}; ` +
      "give both columns values of one type.",
  );
}
