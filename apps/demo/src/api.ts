/** What the server's JSON looks like: the one thing that server and page share. Types only. */

/** A film as the page shows it. */
export interface Film {
  /** The item key of the model, as text. */
  readonly id: string;
  /** The title in reading order and without its year: "The Red Shoes". */
  readonly name: string;
  readonly year: number | null;
  readonly genres: readonly string[];
}

/** What a user thought of a film; a data set without stars or dates has `null` there. */
export interface Rating {
  readonly stars: number | null;
  /** `YYYY-MM-DD`. */
  readonly date: string | null;
}

export interface RatedFilm extends Rating {
  readonly film: Film;
}

/** `GET /api/about` */
export interface About {
  readonly dataset: { readonly name: string; readonly synthetic: boolean };
  readonly split: {
    readonly kind: string;
    readonly train: number;
    readonly test: number;
    readonly seed: number | null;
  };
  readonly counts: { readonly users: number; readonly films: number };
  readonly model: {
    /** How many numbers an embedding has. */
    readonly width: number;
    /** Whether nothing but ids went into the towers: no genre, no year. */
    readonly readsOnlyIds: boolean;
  };
  /** The model first, then what it is held against; empty where the bundle has no metrics. */
  readonly rankers: readonly RankerMetrics[];
}

/** How often the true film of a test row is among a ranker's first k: k to a share. */
export interface RankerMetrics {
  readonly name: "model" | "popularity" | "random";
  readonly test: TopK;
  readonly testSeenExcluded: TopK;
}

export type TopK = Readonly<Record<"1" | "5" | "10" | "50" | "100", number>>;

/** One of `GET /api/users`. */
export interface UserSummary {
  readonly id: string;
  /** How many films they rated in training. */
  readonly rated: number;
}

/** `GET /api/users` */
export interface UserList {
  readonly users: readonly UserSummary[];
}

/** `GET /api/users/:id` */
export interface User {
  readonly id: string;
  /** False for an id that training never saw. */
  readonly known: boolean;
  /** In training, latest first. */
  readonly ratings: readonly RatedFilm[];
}

export type SeenChoice = "hidden" | "shown";

/** `GET /api/users/:id/recommendations` */
export interface RecommendationList {
  readonly user: string;
  /** True where nothing is known of the user: then these are the most rated films. */
  readonly coldStart: boolean;
  readonly seen: SeenChoice;
  readonly items: readonly RecommendedFilm[];
}

export interface RecommendedFilm {
  readonly film: Film;
  /** What the list is ordered by; for a cold start, the number of ratings in training. */
  readonly score: number;
  /** The user's rating in training, if they have seen it. */
  readonly rating: Rating | null;
  /** The user's rating among the rows kept aside for the test: the model guessed right. */
  readonly heldOut: Rating | null;
}

/** `GET /api/films` */
export interface FilmList {
  readonly films: readonly Film[];
}

/** `GET /api/films/:id` */
export interface FilmPage {
  readonly film: Film;
  /** In training. */
  readonly ratings: { readonly count: number; readonly meanStars: number | null };
  /** Nearest first. */
  readonly neighbours: readonly Neighbour[];
}

export interface Neighbour {
  readonly film: Film;
  /** Cosine of the angle between the two films' embeddings. */
  readonly similarity: number;
}

/** Every answer that is not 200. */
export interface Failure {
  readonly error: { readonly code: FailureCode; readonly message: string };
}

export type FailureCode = "bad-request" | "not-found" | "internal-error";
