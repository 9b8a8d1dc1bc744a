/** Which names a name points at. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** The first cycle of a graph as a path that ends where it began, or undefined where there is none. */
export function findCycle(graph: Graph): string[] | undefined {
  const finished = new Set<string>();
  for (const start of graph.keys()) {
    const cycle = cycleFrom(start, graph, [], finished);
    if (cycle) return cycle;
  }
  return undefined;
}

function cycleFrom(
  name: string,
  graph: Graph,
  path: readonly string[],
  finished: Set<string>,
): string[] | undefined {
  if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
  if (finished.has(name)) return undefined;
  for (const next of graph.get(name) ?? []) {
    const cycle = cycleFrom(next, graph, [...path, name], finished);
    if (cycle) return cycle;
  }
  finished.add(name);
  return undefined;
}
