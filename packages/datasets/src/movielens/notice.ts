/** What the README of a data set says about passing it on. */
export type Redistribution = "forbidden" | "under the same licence" | "as its licence says";

const terms: Readonly<Record<Redistribution, string>> = {
  forbidden: "it may not be redistributed without permission",
  "under the same licence": "it may be redistributed under the same licence only",
  "as its licence says": "its licence says whether it may be redistributed",
};

/** Licence and citation of a data set, for a person to read. */
export function noticeOf(title: string, redistribution: Redistribution): string {
  return [
    `${title} is GroupLens's (University of Minnesota). It may be used for research, not commercially`,
    `without permission; ${terms[redistribution]}; no endorsement may be implied.`,
    "The whole licence is in the README beside the data. To cite: F. Maxwell Harper and Joseph A.",
    "Konstan. 2015. The MovieLens Datasets: History and Context. ACM Transactions on Interactive",
    "Intelligent Systems 5, 4, Article 19. https://doi.org/10.1145/2827872",
  ].join("\n");
}
