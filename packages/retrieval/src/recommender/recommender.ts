import { ConfigError, checkInteger, checkLength, shown, UnknownIdError } from "@towerkit/core";
import type { Id } from "../id.js";
import { checkIds } from "../indexes/index-checks.js";
import type { Index, IndexMatches } from "../indexes/vector-index.js";
import type { EncodedQueries, Query } from "../query-encoder.js";
import { ItemTable } from "./item-table.js";
import { cosineIndex, vectorOf } from "./neighbours.js";
import { called, checkQueries, described } from "./query-checks.js";
import { SeenItems } from "./seen-items.js";
import type {
  Recommendation,
  Recommendations,
  RecommenderParts,
  RecommendOptions,
  SimilarOptions,
  StrictOption,
} from "./types.js";

const DEFAULT_K = 10;

/**
 * Answers queries with items: a query encoder, an index of the items' vectors, and what is known of
 * each item. Neither the index nor the table may change as long as the recommender is used.
 *
 * A query of which nothing is known gets the items that training saw most often, equal ones in
 * the table's order, scored by that count and marked `coldStart`.
 *
 * @example
 * const recommender = new Recommender({ encoder, index, items, itemKey: "movie_title" });
 * const { items: best } = await recommender.recommend({ user_id: "42" }, { k: 5 });
 */
export class Recommender<Q extends object = Query> {
  readonly #parts: RecommenderParts<Q>;
  readonly #items: ItemTable;
  readonly #seen: SeenItems | undefined;
  #cosines: Promise<Index> | undefined;

  /** @throws ConfigError if the parts do not fit together. */
  constructor(parts: RecommenderParts<Q>) {
    const { encoder, index, items, seen, queryKey } = parts;
    if (encoder.dim !== index.dim) {
      throw new ConfigError(
        `encoder and index must have vectors of one width, got ${encoder.dim} and ${index.dim}.`,
      );
    }
    this.#parts = parts;
    this.#items = new ItemTable(items, parts);
    const missing = this.#items.ids.find((id) => !index.has(id));
    if (missing !== undefined) {
      throw new ConfigError(`The index lacks the item ${shown(missing)}, which items lists.`);
    }
    if (index.size !== this.#items.ids.length) {
      throw new ConfigError(
        `The index holds ${index.size} items, and items lists ${this.#items.ids.length}.`,
      );
    }
    this.#seen = seen === undefined ? undefined : new SeenItems(seen, queryKey);
  }

  /**
   * The best items for a query.
   * @throws ConfigError if the query lacks a key, or an option makes no sense.
   * @throws UnknownIdError if nothing about the query is known, and either `strict` is set or the
   * items have no `train_count` to fall back on.
   */
  async recommend(query: Q, options: RecommendOptions = {}): Promise<Recommendations> {
    const [answer] = await this.recommendMany([query], options);
    return answer as Recommendations;
  }

  /**
   * The best items for each of several queries, as `recommend` gives them. `exclude` and `only`
   * hold for all of them.
   * @throws what `recommend` throws, naming the query.
   */
  async recommendMany(
    queries: readonly Q[],
    options: RecommendOptions = {},
  ): Promise<Recommendations[]> {
    const { k = DEFAULT_K, only, strict = false, signal } = options;
    checkInteger("k", k, 1);
    if (only !== undefined) checkIds("only", only);
    if (options.exclude !== undefined) checkIds("exclude", options.exclude);
    checkQueries(queries, this.#parts.encoder.inputs);
    const exclude = this.#exclusions(queries, options);
    const { embeddings, unknown } = await this.#encode(queries, { strict });

    const known = Array.from(queries.keys()).filter((q) => !unknown[q]);
    const matches = await this.#parts.index.query(this.#rowsOf(embeddings, known), {
      k,
      exclude: exclude && known.map((q) => exclude[q] as readonly Id[]),
      only,
      signal,
    });
    const answers: Recommendations[] = [];
    let next = 0;
    for (const q of queries.keys()) {
      if (unknown[q]) {
        const items = this.#items.mostPopular({ k, exclude: exclude?.[q], only });
        answers.push({ coldStart: true, items });
      } else {
        const found = this.#found(matches, next++);
        const items = await this.#withRatings(found, this.#rowsOf(embeddings, [q]));
        answers.push({ coldStart: false, items });
      }
    }
    return answers;
  }

  /**
   * The items whose vectors point the same way: by cosine, so that an item is not near to everything
   * for being popular. The item itself is left out. The first call computes what all later ones use.
   * @throws UnknownIdError if there is no such item.
   */
  async similar(id: Id, options: SimilarOptions = {}): Promise<Recommendations> {
    const k = checkInteger("k", options.k ?? DEFAULT_K, 1);
    this.#items.checkHolds([id]);
    this.#cosines ??= cosineIndex(this.#parts.index, this.#items.ids, this.#parts.runtime);
    const cosines = await this.#cosines;
    const matches = await cosines.query(vectorOf(cosines, id), { k, exclude: [[id]] });
    // Rounding can carry the cosine of two equal directions past 1.
    const items = this.#found(matches, 0).map((item) => ({
      ...item,
      score: Math.max(-1, Math.min(1, item.score)),
    }));
    return { coldStart: false, items };
  }

  /**
   * The vector of a query, `[dim]`. One of which nothing is known has the vector that the encoder
   * keeps for such, which means nothing.
   * @throws ConfigError if the query lacks a key.
   * @throws UnknownIdError if nothing about it is known and `strict` is set.
   */
  async embedQuery(query: Q, { strict = false }: StrictOption = {}): Promise<Float32Array> {
    checkQueries([query], this.#parts.encoder.inputs);
    return (await this.#encode([query], { strict })).embeddings.slice();
  }

  /**
   * A copy of an item's vector, `[dim]`.
   * @throws UnknownIdError if there is no such item.
   */
  embedItem(id: Id): Float32Array {
    this.#items.checkHolds([id]);
    return vectorOf(this.#parts.index, id);
  }

  /**
   * The scores that `recommend` would give these items, `[ids.length]`: dot products, or the train
   * counts where nothing about the query is known.
   * @throws what `recommend` throws, and UnknownIdError if there is no such item.
   */
  async score(
    query: Q,
    ids: readonly Id[],
    { strict = false }: StrictOption = {},
  ): Promise<Float32Array> {
    checkQueries([query], this.#parts.encoder.inputs);
    checkIds("ids", ids);
    this.#items.checkHolds(ids);
    const { embeddings, unknown } = await this.#encode([query], { strict });
    if (unknown[0]) return Float32Array.from(ids, (id) => this.#items.trainCount(id));
    const k = Math.max(1, ids.length);
    const matches = await this.#parts.index.query(embeddings, { k, only: ids });
    const scores = matches.scores[0] as Float32Array;
    const scoreOf = new Map((matches.ids[0] as Id[]).map((id, i) => [id, scores[i] as number]));
    return Float32Array.from(ids, (id) => scoreOf.get(id) as number);
  }

  /** Whether `predictRatings` can predict any. */
  get predictsRatings(): boolean {
    return this.#parts.rate !== undefined;
  }

  /**
   * What a query would rate some items, in their order: `[ids.length]`. For a query of which nothing is
   * known, what unknown ones would.
   * @throws ConfigError if the model predicts no ratings, or the query lacks a key.
   * @throws UnknownIdError if there is no such item, or if nothing about the query is known and `strict`
   * is set.
   */
  async predictRatings(
    query: Q,
    ids: readonly Id[],
    { strict = false }: StrictOption = {},
  ): Promise<Float32Array> {
    checkQueries([query], this.#parts.encoder.inputs);
    checkIds("ids", ids);
    this.#items.checkHolds(ids);
    if (this.#parts.rate === undefined) {
      throw new ConfigError(
        "this model predicts no ratings; train a MultiTask model with a head called rating.",
      );
    }
    const { embeddings } = await this.#encode([query], { strict });
    return this.#parts.rate(embeddings, this.#vectorsOf(ids));
  }

  async #encode(queries: readonly Q[], { strict }: { strict: boolean }): Promise<EncodedQueries> {
    const { encoder } = this.#parts;
    const encoded = await encoder.encode(queries);
    checkLength("the encoder's embeddings", encoded.embeddings, queries.length * encoder.dim);
    checkLength("the encoder's unknown", encoded.unknown, queries.length);
    const q = strict ? encoded.unknown.findIndex((flag) => flag !== 0) : -1;
    if (q >= 0) {
      const found = described(queries[q] as Q, encoder.inputs);
      throw new UnknownIdError(`Nothing about ${called(q, queries)} is known: ${found}.`);
    }
    return encoded;
  }

  #exclusions(queries: readonly Q[], options: RecommendOptions): (readonly Id[])[] | undefined {
    const { exclude = [], excludeSeen = this.#seen !== undefined } = options;
    if (!excludeSeen) return options.exclude && queries.map(() => exclude);
    const seen = this.#seen;
    if (seen === undefined) {
      throw new ConfigError("excludeSeen needs a recommender that was given what was seen.");
    }
    return queries.map((query, q) => [...exclude, ...seen.of(query, called(q, queries))]);
  }

  #rowsOf(embeddings: Float32Array, rows: readonly number[]): Float32Array {
    const { dim } = this.#parts.encoder;
    if (rows.length * dim === embeddings.length) return embeddings;
    const chosen = new Float32Array(rows.length * dim);
    for (const [to, from] of rows.entries()) {
      chosen.set(embeddings.subarray(from * dim, (from + 1) * dim), to * dim);
    }
    return chosen;
  }

  #vectorsOf(ids: readonly Id[]): Float32Array {
    const { index } = this.#parts;
    const vectors = new Float32Array(ids.length * index.dim);
    for (const [i, id] of ids.entries()) vectors.set(vectorOf(index, id), i * index.dim);
    return vectors;
  }

  async #withRatings(
    items: readonly Recommendation[],
    query: Float32Array,
  ): Promise<readonly Recommendation[]> {
    const { rate } = this.#parts;
    if (rate === undefined) return items;
    const ratings = await rate(query, this.#vectorsOf(items.map(({ id }) => id)));
    return items.map((item, i) => ({ ...item, rating: ratings[i] as number }));
  }

  #found({ ids, scores }: IndexMatches, query: number): Recommendation[] {
    const scoresOfQuery = scores[query] as Float32Array;
    return (ids[query] as Id[]).map((id, i) =>
      this.#items.recommendation(id, scoresOfQuery[i] as number),
    );
  }
}
