/**
 * Compares two strings as their UTF-8 bytes compare: by code point, never by locale.
 *
 * JavaScript's own `<` compares UTF-16 units, which puts U+10000 and above (written with surrogates,
 * 0xD800 to 0xDFFF) before U+E000 to U+FFFF.
 */
export function compareUtf8(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return surrogatesLast(left) - surrogatesLast(right);
  }
  return a.length - b.length;
}

const surrogatesLast = (unit: number): number =>
  unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
