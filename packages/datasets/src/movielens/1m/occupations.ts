import { occupationNames } from "../occupations.js";

/** What 1m's occupation codes stand for, as its README has it and TensorFlow Datasets spells it. */
export const occupationTexts: readonly string[] = [
  "other/not specified",
  "academic/educator",
  "artist",
  "clerical/admin",
  "college/grad student",
  "customer service",
  "doctor/health care",
  "executive/managerial",
  "farmer",
  "homemaker",
  "K-12 student",
  "lawyer",
  "programmer",
  "retired",
  "sales/marketing",
  "scientist",
  "self-employed",
  "technician/engineer",
  "tradesman/craftsman",
  "unemployed",
  "writer",
];

/** The occupation label of one of 1m's codes. */
export function occupationLabel(code: number): number {
  const text = occupationTexts[code];
  return occupationNames.indexOf(/ student$/.test(text) ? "student" : text);
}
