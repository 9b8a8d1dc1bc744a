export { type EaseOptions, ease } from "./ease/ease.js";
export { implicitAls } from "./implicit-als/implicit-als.js";
export type { ImplicitAlsOptions } from "./implicit-als/options.js";
export type { HistoryOptions, TrainOptions } from "./interactions/options.js";
export { type ItemKnnOptions, itemKnn } from "./item-knn/item-knn.js";
export type { Similarity } from "./item-knn/similarity.js";
export { type PopularityOptions, popularity } from "./popularity.js";
export { type RandomOptions, random } from "./random.js";
