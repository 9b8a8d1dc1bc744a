const FIRST_SLOTS = 64;
/** `String.fromCharCode` takes its units as arguments, of which there may not be too many. */
const UNITS_AT_ONCE = 4096;

/**
 * Numbers texts from 0 in the order in which they come, and finds them again. Texts are stretches of
 * UTF-16 units, so that finding one makes no string.
 */
export class TextTable {
  #size = 0;
  /** All texts, one after another; text `i` is from `#offsets[i]` to `#offsets[i + 1]`. */
  #units = new Uint16Array(1024);
  #offsets = new Int32Array(FIRST_SLOTS + 1);
  #hashes = new Int32Array(FIRST_SLOTS);
  /** Open addressing: a text's number plus 1; 0 where the slot is free. At most half are taken. */
  #slots = new Int32Array(FIRST_SLOTS * 2);

  /** How many texts there are. */
  get size(): number {
    return this.#size;
  }

  /** The number of a text, or -1 where it is not here. */
  find(units: Uint16Array, start: number, end: number): number {
    return this.#slots[this.#slotOf(units, start, end, hashOf(units, start, end))] - 1;
  }

  /** The number of a text, which is new where the text is. */
  intern(units: Uint16Array, start: number, end: number): number {
    const hash = hashOf(units, start, end);
    const slot = this.#slotOf(units, start, end, hash);
    if (this.#slots[slot] !== 0) return this.#slots[slot] - 1;
    if (this.#size * 2 >= this.#slots.length) {
      this.#grow();
      return this.intern(units, start, end);
    }
    const from = this.#offsets[this.#size];
    const to = from + end - start;
    if (to > this.#units.length) this.#units = enlarged(this.#units, to);
    for (let i = start; i < end; i++) this.#units[from + i - start] = units[i];
    this.#hashes[this.#size] = hash;
    this.#slots[slot] = ++this.#size;
    this.#offsets[this.#size] = to;
    return this.#size - 1;
  }

  /** A text as a string. */
  textAt(number: number): string {
    const end = this.#offsets[number + 1];
    let text = "";
    for (let at = this.#offsets[number]; at < end; at += UNITS_AT_ONCE) {
      text += String.fromCharCode(...this.#units.subarray(at, Math.min(at + UNITS_AT_ONCE, end)));
    }
    return text;
  }

  /** The slot where the text is, or the free one where it would be. */
  #slotOf(units: Uint16Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    while (slots[slot] !== 0) {
      const number = slots[slot] - 1;
      if (this.#hashes[number] === hash && this.#equals(number, units, start, end)) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #equals(number: number, units: Uint16Array, start: number, end: number): boolean {
    const from = this.#offsets[number];
    if (this.#offsets[number + 1] - from !== end - start) return false;
    for (let i = start; i < end; i++) if (this.#units[from + i - start] !== units[i]) return false;
    return true;
  }

  #grow(): void {
    const length = this.#slots.length * 2;
    const slots = new Int32Array(length);
    for (let number = 0; number < this.#size; number++) {
      let slot = this.#hashes[number] & (length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (length - 1);
      slots[slot] = number + 1;
    }
    this.#slots = slots;
    const hashes = new Int32Array(length);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const offsets = new Int32Array(length + 1);
    offsets.set(this.#offsets);
    this.#offsets = offsets;
  }
}

function enlarged(units: Uint16Array, least: number): Uint16Array<ArrayBuffer> {
  const larger = new Uint16Array(Math.max(least, units.length * 2));
  larger.set(units);
  return larger;
}

/** FNV-1a over the units, mixed at the end so that the low bits, which choose a slot, know them all. */
function hashOf(units: Uint16Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ units[i], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
