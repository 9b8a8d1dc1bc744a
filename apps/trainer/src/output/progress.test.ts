import { describe, expect, it } from "vitest";
import { createProgressDisplay } from "./progress.js";

const step = (epoch: number, step: number) => ({
  epoch,
  epochs: 2,
  step,
  steps: 2,
  loss: 9 - epoch,
  chance: 9.5,
});
const everyStep = [step(1, 1), step(1, 2), step(2, 1), step(2, 2)];

function collector(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

describe("progress", () => {
  it("is one plain line an epoch where there is no terminal", async () => {
    const stream = collector(false);
    const display = await createProgressDisplay(stream);
    for (const progress of everyStep) display.update(progress);
    display.stop();
    expect(stream.written).toEqual([
      "epoch 1/2: loss 8.0000 (chance 9.5000)\n",
      "epoch 2/2: loss 7.0000 (chance 9.5000)\n",
    ]);
  });

  it("is a bar on a terminal, which ends full", async () => {
    const stream = Object.assign(collector(true), {
      columns: 100,
      cursorTo() {},
      moveCursor() {},
      clearLine() {},
      on() {},
      removeListener() {},
    });
    const display = await createProgressDisplay(stream);
    for (const progress of everyStep) display.update(progress);
    display.stop();
    display.stop();
    const text = stream.written.join("");
    expect(text).toContain("epoch 2/2");
    expect(text).toContain("loss 7.0000 (chance 9.5000)");
  });
});
