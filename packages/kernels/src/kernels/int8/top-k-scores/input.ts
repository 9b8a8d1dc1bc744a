import type { BestOfQueries } from "../../top-k-scores/input.js";
import type { Int8Vectors } from "../vectors.js";

export interface Int8TopKScoresInput extends Int8Vectors, BestOfQueries {}
