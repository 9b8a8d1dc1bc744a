/** A value to draw. */
export interface Scalar {
  /** Slashes group them: `"validation/loss"`. */
  readonly tag: string;
  readonly value: number;
}

// Numbers of fields, of TensorFlow's event.proto and summary.proto.
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5 };
const SUMMARY = { value: 1 };
const VALUE = { tag: 1, simpleValue: 2 };

/** The event that every event file starts with. */
export const versionEvent = (wallTime: number): Uint8Array =>
  message([double(EVENT.wallTime, wallTime), text(EVENT.fileVersion, "brain.Event:2")]);

/** The event that tells what some scalars were at a step. `wallTime` in seconds since 1970. */
export function scalarsEvent(
  { wallTime, step }: { readonly wallTime: number; readonly step: number },
  scalars: readonly Scalar[],
): Uint8Array {
  const values = scalars.map(({ tag, value }) =>
    nested(SUMMARY.value, [text(VALUE.tag, tag), float(VALUE.simpleValue, value)]),
  );
  return message([
    double(EVENT.wallTime, wallTime),
    [...key(EVENT.step, WIRE.varint), ...varint(step)],
    nested(EVENT.summary, values),
  ]);
}

// What protocol buffers are made of (protobuf.dev, "Encoding").
type Bytes = readonly number[];

const WIRE = { varint: 0, eightBytes: 1, counted: 2, fourBytes: 5 };

const message = (fields: readonly Bytes[]): Uint8Array => Uint8Array.from(fields.flat());

const nested = (field: number, fields: readonly Bytes[]): Bytes => counted(field, fields.flat());

const text = (field: number, value: string): Bytes =>
  counted(field, Array.from(new TextEncoder().encode(value)));

const counted = (field: number, bytes: Bytes): Bytes => [
  ...key(field, WIRE.counted),
  ...varint(bytes.length),
  ...bytes,
];

const double = (field: number, value: number): Bytes => [
  ...key(field, WIRE.eightBytes),
  ...new Uint8Array(Float64Array.of(value).buffer),
];

const float = (field: number, value: number): Bytes => [
  ...key(field, WIRE.fourBytes),
  ...new Uint8Array(Float32Array.of(value).buffer),
];

const key = (field: number, wire: number): Bytes => varint(field * 8 + wire);

/** Seven bits a byte, the least first; the eighth says that more follow. */
function varint(value: number): Bytes {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}
