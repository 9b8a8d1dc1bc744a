import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";

/** How a training process ended. */
export interface Ended {
  readonly wasKilled: boolean;
  readonly milliseconds: number;
  readonly stderr: string;
}

/** A small training as a command of its own, which can be killed and resumed. */
export interface Training {
  /** The folder of its bundle and its checkpoint. */
  readonly out: string;
  /** Runs it, going on from its checkpoint; kills it after so many milliseconds, where they are given. */
  run(killAfter?: number): Promise<Ended>;
  /** Throws its checkpoint away, so that the next run starts afresh; an old bundle stays where it is. */
  forget(): Promise<void>;
}

export interface TrainingOptions {
  /** What runs our command line: `node`'s arguments before those of the command. */
  readonly command: readonly string[];
  /** A folder for the made data and for the bundle. */
  readonly folder: string;
  readonly epochs: number;
}

const USERS = 120;
const ITEMS = 80;

/** Writes invented orders into a file, on which the training learns. */
export function createTraining({ command, folder, epochs }: TrainingOptions): Training {
  const data = join(folder, "orders.csv");
  writeFileSync(data, orders());
  const out = join(folder, "bundle");
  const args = [
    ...[...command, "train", "--data", data, "--user", "customer", "--item", "sku"],
    ...["--epochs", String(epochs), "--checkpoint-every", "1", "--threads", "1"],
    ...["--out", out, "--resume"],
  ];
  return {
    out,
    forget: () => rm(join(out, "checkpoint.safetensors"), { force: true }),
    run: (killAfter) =>
      new Promise((resolve, reject) => {
        const started = performance.now();
        const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
        const timer =
          killAfter === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfter);
        let stderr = "";
        child.stderr.setEncoding("utf8").on("data", (text: string) => {
          stderr += text;
        });
        child.on("error", reject).on("close", (code, signal) => {
          clearTimeout(timer);
          const wasKilled = signal === "SIGKILL";
          if (code !== 0 && !wasKilled) reject(new Error(`training ended with ${code}: ${stderr}`));
          else resolve({ wasKilled, milliseconds: performance.now() - started, stderr });
        });
      }),
  };
}

/** Everybody orders every seventh thing or so, each at another time. */
function orders(): string {
  const lines = ["customer,sku"];
  for (let user = 0; user < USERS; user++) {
    for (let item = user % 7; item < ITEMS; item += 3 + ((user + item) % 5)) {
      lines.push(`c${user},s${item}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
