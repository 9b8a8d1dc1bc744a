/** SHA-256 (FIPS 180-4) of bytes that come in pieces. */
export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** The digest of all bytes, in hexadecimal. To be called once, at the end. */
  hex(): string;
}

/** Takes some bytes in, one after another, and gives their digest. */
export function digestOf(sha256: Sha256, parts: readonly Uint8Array[]): string {
  for (const part of parts) sha256.update(part);
  return sha256.hex();
}
