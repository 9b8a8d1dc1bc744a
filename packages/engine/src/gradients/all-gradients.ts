import { binaryGradients } from "./binary.js";
import { gatherGradients } from "./gather.js";
import type { Gradients } from "./gradient.js";
import { layoutGradients } from "./layout.js";
import { productGradients } from "./products.js";
import { reductionGradients } from "./reductions.js";
import { unaryGradients } from "./unary.js";

/** The gradients of all that layers, losses and optimizers are made of. */
export const allGradients: Gradients = {
  ...binaryGradients,
  ...gatherGradients,
  ...layoutGradients,
  ...productGradients,
  ...reductionGradients,
  ...unaryGradients,
};
