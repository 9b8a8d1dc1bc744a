import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sha256 } from "../browser.js";
import { sha256 as sha256InNode } from "../node.js";

describe("sha256 in a browser", () => {
  it("has the values of FIPS 180-4's examples", () => {
    const abc = new TextEncoder().encode("abc");
    expect(sha256([abc])).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(sha256([])).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it("agrees with Node's, however the bytes are cut up", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 4 }), (parts) => {
        expect(sha256(parts)).toBe(sha256InNode(parts));
      }),
    );
    for (let length = 50; length < 70; length++) {
      const bytes = new Uint8Array(length).fill(length);
      expect(sha256([bytes])).toBe(sha256InNode([bytes]));
    }
  });
});
