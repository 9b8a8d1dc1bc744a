import { describe, expect, it } from "vitest";
import { describeIndex, type IndexWanted } from "./conformance.js";
import { exactIndex, type Id, type Index, loadExactIndex } from "./index.js";

type Faults = Partial<Pick<Index, "add" | "upsert" | "remove" | "query" | "save" | "vector">>;

const sound = ({ dim, saved }: IndexWanted) =>
  saved ? loadExactIndex(saved) : exactIndex({ dim });

/** A sound index, some of whose methods are replaced by faulty ones. */
function withFaults(index: Index, faults: Faults): Index {
  return {
    isExact: index.isExact,
    dim: index.dim,
    get size() {
      return index.size;
    },
    has: (id) => index.has(id),
    vector: (id) => index.vector(id),
    add: (ids, vectors) => index.add(ids, vectors),
    upsert: (ids, vectors) => index.upsert(ids, vectors),
    remove: (ids) => index.remove(ids),
    query: (vectors, options) => index.query(vectors, options),
    save: () => index.save(),
    ...faults,
  };
}

/** Runs the suite on an index, and returns the name of the first test that fails. */
async function firstFailure(
  make: (wanted: IndexWanted) => Promise<Index>,
): Promise<string | undefined> {
  const tests: { name: string; body: () => Promise<void> }[] = [];
  describeIndex("an index", make, {
    describe: (_name, body) => body(),
    it: (name, body) => tests.push({ name, body }),
    expect,
  });
  for (const { name, body } of tests) {
    try {
      await body();
    } catch {
      return name;
    }
  }
  return undefined;
}

const faulty: Readonly<Record<string, (index: Index) => Faults>> = {
  "fills up with excluded items": (index) => ({
    async query(vectors, options) {
      const found = await index.query(vectors, options);
      const all = await index.query(vectors, { ...options, exclude: undefined });
      const short = found.ids.some((ids) => ids.length < Math.min(options.k, index.size));
      return short ? all : found;
    },
  }),
  "excludes the first query's items from all": (index) => ({
    query: (vectors, options) =>
      index.query(vectors, {
        ...options,
        exclude: options.exclude?.map(() => options.exclude?.[0] ?? []),
      }),
  }),
  "takes 1 for the string 1": (index) => ({
    query: (vectors, options) =>
      index.query(vectors, { ...options, exclude: options.exclude?.map((ids) => ids.map(String)) }),
  }),
  "lets the later of two equal scores go first": (index) => ({
    async query(vectors, options) {
      const { ids, scores } = await index.query(vectors, options);
      for (const [q, list] of ids.entries()) {
        const row = scores[q] as Float32Array;
        for (let i = 1; i < list.length; i++) {
          if (row[i] === row[i - 1]) list.splice(i - 1, 2, list[i] as Id, list[i - 1] as Id);
        }
      }
      return { ids, scores };
    },
  }),
  "moves what is replaced to the end": (index) => ({
    async upsert(ids, vectors) {
      await index.remove(ids);
      await index.add(ids, vectors);
    },
  }),
  "lets an id be added twice": (index) => ({
    add: (ids, vectors) => index.upsert(ids, vectors),
  }),
  "answers a k of not-a-number": (index) => ({
    query: (vectors, options) => index.query(vectors, { ...options, k: options.k || 1 }),
  }),
  "reads not-a-number as 0": (index) => ({
    add: (ids, vectors) =>
      index.add(ids, Array.isArray(vectors) ? vectors : vectors.map((value) => value || 0)),
  }),
  "does not remove": () => ({ remove: async () => {} }),
  "takes an empty only for none": (index) => ({
    query: (vectors, { only, ...options }) =>
      index.query(vectors, only?.length ? { ...options, only } : options),
  }),
  "ignores the signal": (index) => ({
    query: (vectors, options) => index.query(vectors, { ...options, signal: undefined }),
  }),
  "rounds scores": (index) => ({
    async query(vectors, options) {
      const { ids, scores } = await index.query(vectors, options);
      return { ids, scores: scores.map((row) => row.map((score) => Math.round(score * 99) / 99)) };
    },
  }),
  "saves an index without its last item": (index) => ({
    async save() {
      const copy = await loadExactIndex(await index.save());
      const all = await copy.query(new Float32Array(copy.dim), { k: 1000 });
      await copy.remove(all.ids[0]?.slice(-1) ?? []);
      return copy.save();
    },
  }),
  "hands its own memory out": (index) => {
    const kept = new Map<Id, Float32Array | undefined>();
    return {
      vector(id) {
        if (!kept.has(id)) kept.set(id, index.vector(id));
        return kept.get(id);
      },
    };
  },
};

describe("the conformance suite", () => {
  it("passes a sound index through a wrapper", async () => {
    const make = async (wanted: IndexWanted) => withFaults(await sound(wanted), {});
    expect(await firstFailure(make)).toBeUndefined();
  });

  it.each(Object.keys(faulty))("catches an index that %s", async (fault) => {
    const make = async (wanted: IndexWanted) => {
      const index = await sound(wanted);
      return withFaults(index, faulty[fault]?.(index) ?? {});
    };
    expect(await firstFailure(make)).toBeTypeOf("string");
  });
});
