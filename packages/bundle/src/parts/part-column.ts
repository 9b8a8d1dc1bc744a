/** The column that says which of the tables of interactions a row belongs to. */
export const PART_COLUMN = "part";

export const TRAIN = "train";
export const TEST = "test";
