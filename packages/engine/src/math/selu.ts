/**
 * The scale λ of Klambauer and others, Self-Normalizing Neural Networks (2017), with TensorFlow's digits.
 */
export const SELU_SCALE = 1.0507009873554805;

/** Their λ · α. */
export const SELU_SCALE_ALPHA = 1.7580993408473768;
