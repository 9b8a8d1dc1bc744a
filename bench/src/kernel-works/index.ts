import { bagWorks } from "./bags.js";
import { elementwiseWorks } from "./elementwise.js";
import { pointwiseLosses } from "./pointwise.js";
import { products } from "./products.js";
import { rankings } from "./ranking.js";
import { rowWorks } from "./rows.js";
import { selections } from "./selection.js";
import { softmaxes } from "./softmax.js";
import type { KernelWork } from "./work.js";

/** A new kernel gets its line here. */
export const kernelWorks: readonly KernelWork[] = [
  ...softmaxes,
  ...products,
  ...rankings,
  ...selections,
  ...rowWorks,
  ...bagWorks,
  ...pointwiseLosses,
  ...elementwiseWorks,
];
