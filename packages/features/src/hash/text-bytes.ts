const REPLACEMENT = 0xfffd;

/** A buffer that holds one text at a time as UTF-8 and grows with the longest. */
export class TextBytes {
  bytes = new Uint8Array(256);
  length = 0;

  /** Takes a text in, as `TextEncoder` writes it: half a surrogate pair becomes U+FFFD. */
  setText(text: string): this {
    // A UTF-16 unit takes three bytes at most; a pair of them four.
    if (this.bytes.length < text.length * 3) this.bytes = new Uint8Array(text.length * 6);
    const { bytes } = this;
    let to = 0;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) {
        bytes[to++] = unit;
        continue;
      }
      const point = text.codePointAt(i) as number;
      if (point > 0xffff) i++;
      to = writePoint(bytes, to, point >= 0xd800 && point <= 0xdfff ? REPLACEMENT : point);
    }
    this.length = to;
    return this;
  }

  /** Takes a whole number in, as its decimal text. */
  setInteger(value: number): this {
    const { bytes } = this;
    let rest = Math.abs(value);
    let digits = 1;
    for (let bound = 10; rest >= bound; bound *= 10) digits++;
    const sign = value < 0 ? 1 : 0;
    if (sign === 1) bytes[0] = 0x2d;
    for (let at = sign + digits - 1; at >= sign; at--) {
      const tens = Math.floor(rest / 10);
      bytes[at] = 0x30 + (rest - tens * 10);
      rest = tens;
    }
    this.length = sign + digits;
    return this;
  }
}

/** Writes a code point above U+007F and says where the next byte goes. */
function writePoint(bytes: Uint8Array, at: number, point: number): number {
  let to = at;
  if (point < 0x800) {
    bytes[to++] = 0xc0 | (point >> 6);
  } else {
    if (point < 0x10000) {
      bytes[to++] = 0xe0 | (point >> 12);
    } else {
      bytes[to++] = 0xf0 | (point >> 18);
      bytes[to++] = 0x80 | ((point >> 12) & 0x3f);
    }
    bytes[to++] = 0x80 | ((point >> 6) & 0x3f);
  }
  bytes[to++] = 0x80 | (point & 0x3f);
  return to;
}
