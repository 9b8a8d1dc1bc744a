import { exp, log } from "@towerkit/kernels";

export const sigmoid = (x: number): number => 1 / (1 + exp(-x));

/** log σ(x), without overflow. */
export const logSigmoid = (x: number): number => Math.min(x, 0) - log(1 + exp(-Math.abs(x)));
