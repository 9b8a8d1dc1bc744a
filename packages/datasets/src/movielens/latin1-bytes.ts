/** Encodes lines as latin-1: every character is the byte of its number. */
export function latin1Bytes(lines: readonly string[]): Uint8Array {
  const text = lines.join("");
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
