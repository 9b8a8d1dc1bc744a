export { type PopularityOptions, popularity } from "./popularity.js";
export { type RandomOptions, random } from "./random.js";
