const { sqrt } = Math;

/** How alike two items are, by the users that chose them. */
export type Similarity = "cosine" | "jaccard" | "conditionalProbability";

/**
 * The similarity of an item that was chosen to one that may be recommended.
 * @param shared - the users that chose both; `chosen` and `candidate` - those that chose either.
 */
export type SimilarityOf = (shared: number, chosen: number, candidate: number) => number;

/** The names of all similarities. */
export const SIMILARITIES = ["cosine", "jaccard", "conditionalProbability"] as const;

/** Finds the formula of a similarity. */
export function similarityOf(name: Similarity, shrinkage: number): SimilarityOf {
  switch (name) {
    case "cosine":
      return (shared, chosen, candidate) => shared / (sqrt(chosen * candidate) + shrinkage);
    case "jaccard":
      return (shared, chosen, candidate) => shared / (chosen + candidate - shared + shrinkage);
    case "conditionalProbability":
      return (shared, chosen) => shared / (chosen + shrinkage);
  }
}
