import { occupationNames } from "../occupations.js";

/** 100k's own words, where they differ from the names that TensorFlow Datasets gives them. */
const namesOfWords: Readonly<Record<string, string>> = {
  administrator: "clerical/admin",
  doctor: "doctor/health care",
  educator: "academic/educator",
  engineer: "technician/engineer",
  executive: "executive/managerial",
  healthcare: "doctor/health care",
  marketing: "sales/marketing",
  none: "other/not specified",
  other: "other/not specified",
  salesman: "sales/marketing",
  technician: "technician/engineer",
};

/** The occupation label of one of 100k's words, or -1. */
export function occupationLabel(word: string): number {
  return occupationNames.indexOf(Object.hasOwn(namesOfWords, word) ? namesOfWords[word] : word);
}
