/** What is measured of the machine: in operations, or in bytes. */
export type Limit = "multiply, add" | "relaxed multiply-add" | "read" | "copy";
