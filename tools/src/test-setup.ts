import fc from "fast-check";
import { afterEach, beforeEach, vi } from "vitest";

// A run is red because of what was changed, not of the day: properties draw the same cases each
// time, and others where TOWERKIT_FUZZ_SEED says so, as `npm run figures` does.
fc.configureGlobal({ seed: Number(process.env["TOWERKIT_FUZZ_SEED"] ?? 42) });

// Nx asks its tasks for colours. What a test starts must print what it prints for anyone else, and
// Node warns where one variable asks for colours and another forbids them.
delete process.env["FORCE_COLOR"];

// A test is silent: what a library prints is part of what it does, so it is asserted or it is a
// fault. A test that means to print replaces the method itself, with `vi.spyOn(console, ...)`.
const methods = ["debug", "error", "info", "log", "trace", "warn"] as const;
const printed: string[] = [];

beforeEach(() => {
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation((...values: unknown[]) => {
      printed.push(`console.${method}: ${values.map(String).join(" ")}`);
    });
  }
});

afterEach(() => {
  const lines = printed.splice(0);
  if (lines.length > 0) throw new Error(`the test printed\n${lines.join("\n")}`);
});
