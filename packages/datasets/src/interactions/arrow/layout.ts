import { ensure, FileFault } from "../file-fault.js";
import type { FlatBuffer, FlatTable } from "./flat-buffer.js";

/** How the values of a column lie in buffers. */
export type Layout =
  | { readonly kind: "null" }
  | { readonly kind: "bits" }
  | { readonly kind: "fixed"; readonly bytes: number }
  | { readonly kind: "varied"; readonly offsetBytes: 4 | 8 }
  | { readonly kind: "view" }
  | { readonly kind: "list"; readonly offsetBytes: 4 | 8; readonly child: Layout }
  | { readonly kind: "list view"; readonly offsetBytes: 4 | 8; readonly child: Layout }
  | { readonly kind: "fixed list"; readonly stride: number; readonly child: Layout }
  | { readonly kind: "struct"; readonly children: readonly Layout[] }
  | { readonly kind: "runs"; readonly endBytes: number; readonly children: readonly Layout[] }
  | {
      readonly kind: "union";
      readonly isDense: boolean;
      readonly typeIds: readonly number[];
      readonly children: readonly Layout[];
    }
  | {
      readonly kind: "dictionary";
      readonly id: number;
      readonly bytes: number;
      readonly isSigned: boolean;
    };

export interface Integer {
  readonly bytes: number;
  readonly isSigned: boolean;
}

const DAY_OR_SECOND = 0;
const MAX_DECIMAL_SCALE = 76;

/**
 * Finds a type's layout.
 *
 * @param type - the type's own table, if it has one.
 * @throws FileFault for a type that Arrow does not have, or whose parts are wrong.
 * @see https://github.com/apache/arrow/blob/main/format/Schema.fbs
 */
export function layoutOf(
  metadata: FlatBuffer,
  number: number,
  {
    type,
    children,
  }: { readonly type: FlatTable | undefined; readonly children: readonly Layout[] },
): Layout {
  const int16 = (slot: number, otherwise: number) => {
    const at = type?.field(slot);
    return at === undefined ? otherwise : metadata.int16(at);
  };
  const int32 = (slot: number, otherwise: number) => {
    const at = type?.field(slot);
    return at === undefined ? otherwise : metadata.int32(at);
  };
  const only = () => {
    ensure(children.length === 1, "it has a list that is not of one type.");
    return children[0];
  };
  const oneOf = (sizes: readonly (number | undefined)[], unit: number) => {
    const bytes = sizes[unit];
    ensure(bytes !== undefined, "it has a type of an unknown unit.");
    return { kind: "fixed", bytes } as const;
  };
  switch (number) {
    case 1:
      return { kind: "null" };
    case 2:
      return { kind: "fixed", bytes: integerOf(metadata, type).bytes };
    case 3:
      return oneOf([2, 4, 8], int16(0, 0));
    case 4:
    case 5:
      return { kind: "varied", offsetBytes: 4 };
    case 6:
      return { kind: "bits" };
    case 7: {
      const scale = int32(1, 0);
      ensure(scale >= 0 && scale <= MAX_DECIMAL_SCALE, `it has decimals of the scale ${scale}.`);
      return { kind: "fixed", bytes: wholeBytes(int32(2, 128), [32, 64, 128, 256]) };
    }
    case 8:
      return oneOf([4, 8], int16(0, 1));
    case 9:
      return oneOf([4, 4, 8, 8], int16(0, 1));
    case 10:
      return oneOf([8, 8, 8, 8], int16(0, DAY_OR_SECOND));
    case 11:
      return oneOf([4, 8, 16], int16(0, 0));
    case 12:
      return { kind: "list", offsetBytes: 4, child: only() };
    case 13:
      return { kind: "struct", children };
    case 14:
      return unionOf(metadata, type, children);
    case 15:
    case 16: {
      const stride = int32(0, 0);
      ensure(stride >= 0, `it has values of the length ${stride}.`);
      return number === 15
        ? { kind: "fixed", bytes: stride }
        : { kind: "fixed list", stride, child: only() };
    }
    case 17: {
      const child = only();
      ensure(child.kind === "struct" && child.children.length === 2, "it has a map without keys.");
      return { kind: "list", offsetBytes: 4, child };
    }
    case 18:
      return oneOf([8, 8, 8, 8], int16(0, 1));
    case 19:
    case 20:
      return { kind: "varied", offsetBytes: 8 };
    case 21:
      return { kind: "list", offsetBytes: 8, child: only() };
    case 22: {
      const [ends] = children;
      ensure(
        children.length === 2 && ends.kind === "fixed" && ends.bytes > 1,
        "it has runs without ends.",
      );
      return { kind: "runs", endBytes: ends.bytes, children };
    }
    case 23:
    case 24:
      return { kind: "view" };
    case 25:
      return { kind: "list view", offsetBytes: 4, child: only() };
    case 26:
      return { kind: "list view", offsetBytes: 8, child: only() };
    default:
      throw new FileFault(`it has a column of the unknown type ${number}.`);
  }
}

export function integerOf(metadata: FlatBuffer, type: FlatTable | undefined): Integer {
  const bitsAt = type?.field(0);
  const signedAt = type?.field(1);
  return {
    bytes: wholeBytes(bitsAt === undefined ? 0 : metadata.int32(bitsAt), [8, 16, 32, 64]),
    isSigned: signedAt !== undefined && metadata.uint8(signedAt) !== 0,
  };
}

function wholeBytes(bits: number, known: readonly number[]): number {
  ensure(known.includes(bits), `it has numbers of ${bits} bits.`);
  return bits / 8;
}

function unionOf(
  metadata: FlatBuffer,
  type: FlatTable | undefined,
  children: readonly Layout[],
): Layout {
  const modeAt = type?.field(0);
  const mode = modeAt === undefined ? 0 : metadata.int16(modeAt);
  ensure(mode === 0 || mode === 1, "it has a union of an unknown kind.");
  const named = metadata.vector(type?.field(1), 4).map((at) => metadata.int32(at));
  ensure(named.length === children.length, "it has a union without the numbers of its types.");
  return { kind: "union", isDense: mode === 1, typeIds: named, children };
}
