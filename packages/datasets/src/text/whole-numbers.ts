const ZERO = 48;
const NINE = 57;
const MOST_DIGITS = 15;

/**
 * Reads the line `bytes[start … end)` as whole numbers between separators into `out`, and returns
 * how many fields there are. What is not a plain decimal number from 0 reads as not-a-number.
 */
export function readWholeNumbers(
  line: { readonly bytes: Uint8Array; readonly start: number; readonly end: number },
  separator: number,
  out: Float64Array,
): number {
  const { bytes, start, end } = line;
  let field = 0;
  let value = 0;
  let digits = 0;
  let isNumber = true;
  for (let at = start; at <= end; at++) {
    const byte = at === end ? separator : bytes[at];
    if (byte === separator) {
      const isWhole = isNumber && digits > 0 && digits <= MOST_DIGITS;
      if (field < out.length) out[field] = isWhole ? value : Number.NaN;
      field++;
      value = 0;
      digits = 0;
      isNumber = true;
    } else if (byte >= ZERO && byte <= NINE && !(value === 0 && digits > 0)) {
      value = value * 10 + (byte - ZERO);
      digits++;
    } else {
      isNumber = false;
    }
  }
  return field;
}

/** Reads a text as a whole number from 0 without leading zeros, or not-a-number. */
export function wholeNumber(text: string): number {
  return /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : Number.NaN;
}
