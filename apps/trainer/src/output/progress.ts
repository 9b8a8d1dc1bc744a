import type { SingleBar } from "cli-progress";
import type { TextStream } from "../cli/io.js";

/** A step of training, as `TwoTower.fit` reports it. */
export interface TrainingProgress {
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly chance: number;
}

/** Shows how far training is. */
export interface ProgressDisplay {
  update(progress: TrainingProgress): void;
  /** Leaves the terminal as it was; safe to call twice. */
  stop(): void;
}

/** A bar on a terminal, one plain line an epoch anywhere else. */
export async function createProgressDisplay(stream: TextStream): Promise<ProgressDisplay> {
  return stream.isTTY ? await barDisplay(stream) : lineDisplay(stream);
}

function lineDisplay(stream: TextStream): ProgressDisplay {
  return {
    update({ epoch, epochs, step, steps, loss, chance }) {
      if (step < steps) return;
      stream.write(
        `epoch ${epoch}/${epochs}: loss ${loss.toFixed(4)} (chance ${chance.toFixed(4)})\n`,
      );
    },
    stop() {},
  };
}

async function barDisplay(stream: TextStream): Promise<ProgressDisplay> {
  const { default: cliProgress } = await import("cli-progress");
  let bar: SingleBar | undefined;
  return {
    update({ epoch, epochs, step, steps, loss, chance }) {
      const payload = {
        epoch: `${epoch}/${epochs}`,
        loss: loss.toFixed(4),
        chance: chance.toFixed(4),
      };
      if (bar === undefined) {
        bar = new cliProgress.SingleBar(
          {
            format: "epoch {epoch} [{bar}] loss {loss} (chance {chance}) {eta_formatted} left",
            stream: stream as NodeJS.WritableStream,
            barsize: 24,
            linewrap: true,
            // Its own handler would swallow the first Ctrl-C; nothing here needs mending after one.
            gracefulExit: false,
          },
          cliProgress.Presets.legacy,
        );
        bar.start(epochs * steps, 0, payload);
      }
      bar.update((epoch - 1) * steps + step, payload);
    },
    stop() {
      bar?.stop();
      bar = undefined;
    },
  };
}
