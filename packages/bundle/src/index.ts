export type { BundleContents, Heads, Interactions, ModelContents } from "./contents.js";
export { type LoadRecommenderOptions, loadRecommender } from "./load-recommender.js";
export type { DatasetInfo, Manifest, ModelManifest, SplitInfo } from "./manifest/manifest.js";
export { type ModelBundle, readModel, writeModel } from "./model-bundle.js";
export { type Bundle, type ReadBundleOptions, readBundle } from "./read-bundle.js";
export { type RecommenderOfParts, recommenderOf } from "./recommender-of.js";
export { writeBundle } from "./write-bundle.js";
