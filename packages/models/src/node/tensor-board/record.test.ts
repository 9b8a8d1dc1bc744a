import { describe, expect, it } from "vitest";
import { crc32c } from "./crc32c.js";
import { scalarsEvent, versionEvent } from "./event.js";
import { record } from "./record.js";

// TensorFlow 2.21 wrote these with tf.io.TFRecordWriter, from messages of its event_pb2 and summary_pb2.
const VERSION = "1800000000000000a37f4b220900002040fc54d9411a0d627261696e2e4576656e743a322b353110";
const TWO_SCALARS =
  "3700000000000000e7e8ca590900005040fc54d94110012a2a0a0b0a046c6f7373150000e8400a1b0a1476616c" +
  "69646174696f6e2f746f705f6b2f31303015cdcccc3d8975f83b";
const LATE_STEP =
  "1b000000000000001a0d9e130900008040fc54d94110ac022a0d0a0b0a046c6f737315000000bfce60b312";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("record", () => {
  it("frames events to the byte as TensorFlow does", () => {
    expect(hex(record(versionEvent(1_700_000_000.5)))).toBe(VERSION);
    const scalars = [
      { tag: "loss", value: 7.25 },
      { tag: "validation/top_k/100", value: 0.1 },
    ];
    const first = scalarsEvent({ wallTime: 1_700_000_001.25, step: 1 }, scalars);
    expect(hex(record(first))).toBe(TWO_SCALARS);
    const late = { wallTime: 1_700_000_002, step: 300 };
    expect(hex(record(scalarsEvent(late, [{ tag: "loss", value: -0.5 }])))).toBe(LATE_STEP);
  });
});

describe("crc32c", () => {
  it.each([
    ["123456789, the usual check", new TextEncoder().encode("123456789"), 0xe3069283],
    ["32 zeros (RFC 3720, B.4)", new Uint8Array(32), 0x8a9136aa],
    ["32 ones (RFC 3720, B.4)", new Uint8Array(32).fill(255), 0x62a8ab43],
    ["0 to 31 (RFC 3720, B.4)", Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
  ])("gives the published sum of %s", (_what, bytes, sum) => {
    expect(crc32c(bytes)).toBe(sum);
  });
});
