/** The checksum of ZIP archives (polynomial 0xEDB88320). */
export function crc32(bytes: Uint8Array): number {
  const table = new Int32Array(256);
  for (let i = 0; i < 256; i++) {
    let value = i;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
    table[i] = value;
  }
  let sum = -1;
  for (let at = 0; at < bytes.length; at++) sum = table[(sum ^ bytes[at]) & 0xff] ^ (sum >>> 8);
  return ~sum >>> 0;
}
