import type { Generator } from "@towerkit/core";

/** Numbers that are a length, a sign or an end in one format or another. */
const TELLING = [0, 1, 2, 4, 8, 0x0f, 0x10, 0x7f, 0x80, 0xfe, 0xff];

/** Changes one to three bytes of a file where they are, or up to four that follow one another. */
export function overwrite(bytes: Uint8Array, generator: Generator): Uint8Array {
  const changed = bytes.slice();
  for (let times = 1 + generator.below(3); times > 0; times--) {
    const at = generator.below(changed.length);
    switch (generator.below(4)) {
      case 0:
        changed[at] = generator.below(256);
        break;
      case 1:
        changed[at] = (changed[at] as number) ^ (1 << generator.below(8));
        break;
      case 2:
        changed[at] = TELLING[generator.below(TELLING.length)] as number;
        break;
      default:
        changed.fill(generator.below(2) * 0xff, at, at + 1 + generator.below(4));
    }
  }
  return changed;
}
