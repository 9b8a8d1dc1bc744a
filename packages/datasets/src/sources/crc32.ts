/** The checksum of ZIP archives (polynomial 0xEDB88320), of bytes that come in pieces. */
export class Crc32 {
  readonly #table = makeTable();
  #sum = -1;

  update(bytes: Uint8Array): void {
    const table = this.#table;
    let sum = this.#sum;
    for (let at = 0; at < bytes.length; at++) sum = table[(sum ^ bytes[at]) & 0xff] ^ (sum >>> 8);
    this.#sum = sum;
  }

  value(): number {
    return ~this.#sum >>> 0;
  }
}

function makeTable(): Int32Array {
  const table = new Int32Array(256);
  for (let i = 0; i < 256; i++) {
    let value = i;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
    table[i] = value;
  }
  return table;
}
