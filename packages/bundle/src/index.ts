export type { BundleContents, Heads, Interactions } from "./contents.js";
export { type LoadRecommenderOptions, loadRecommender } from "./load-recommender.js";
export type { DatasetInfo, Manifest, SplitInfo } from "./manifest/manifest.js";
export { type Bundle, type ReadBundleOptions, readBundle } from "./read-bundle.js";
export { type RecommenderOfParts, recommenderOf } from "./recommender-of.js";
export { writeBundle } from "./write-bundle.js";
