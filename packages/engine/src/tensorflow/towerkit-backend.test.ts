import { beforeAll, describe, expect, it } from "vitest";
import { open } from "../../test/engines.js";
import type { TensorFlow } from "../index.js";
import { towerkitBackend } from "./towerkit-backend.js";

let tf: TensorFlow["tf"];

beforeAll(async () => {
  ({ tf } = await open({ threads: 1 }));
});

describe("towerkitBackend", () => {
  it("is one and the same for all engines", async () => {
    const [first, second] = await Promise.all([towerkitBackend(tf), towerkitBackend(tf)]);
    expect(first).toEqual({ name: "towerkit", backend: tf.findBackend("towerkit") });
    expect(second.backend).toBe(first.backend);
  });

  it("comes back after somebody has removed it", async () => {
    tf.removeBackend("towerkit");
    const { name, backend } = await towerkitBackend(tf);
    expect(name).toBe("towerkit");
    expect(tf.findBackend("towerkit")).toBe(backend);
  });

  it("takes another name where a backend that is not ours has its own", async () => {
    const { backend } = await towerkitBackend(tf);
    tf.removeBackend("towerkit");
    const stranger = tf.findBackendFactory("cpu")();
    tf.registerBackend("towerkit", () => stranger);
    const other = await towerkitBackend(tf);
    expect(other.name).toBe("towerkit-2");
    expect(other.backend).not.toBe(backend);
    expect(tf.getKernelsForBackend("towerkit-2")).toHaveLength(
      tf.getKernelsForBackend("cpu").length,
    );
  });
});
