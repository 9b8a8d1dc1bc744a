import { describe, expect, it } from "vitest";
import { compete } from "./compete.js";
import type { Contestant, Entrant } from "./contestant.js";

/** A contestant that writes down its turns; its n-th run takes n milliseconds for each time. */
function entrant(name: string, log: string[], { failsOn = 0 } = {}): Entrant {
  let runs = 0;
  const contestant: Contestant = {
    name,
    info: { version: "1" },
    async run(n) {
      runs++;
      log.push(`${name} runs ${n}`);
      if (runs === failsOn) throw new Error(`${name} broke`);
      return {
        milliseconds: new Array(n).fill(runs),
        values: { loss: new Array(n).fill(runs * 10) },
      };
    },
    async close() {
      log.push(`${name} ends`);
    },
  };
  return { name, start: async () => [contestant] };
}

describe("compete", () => {
  it("warms everybody up, then has them work in turns", async () => {
    const log: string[] = [];
    await compete([entrant("A", log), entrant("B", log)], { rounds: 2, samples: 3, warmUp: 4 });
    expect(log).toEqual([
      ...["A runs 4", "B runs 4"],
      ...["A runs 3", "B runs 3"],
      ...["A runs 3", "B runs 3"],
      ...["A ends", "B ends"],
    ]);
  });

  it("goes on warming up until the time is over", async () => {
    const log: string[] = [];
    await compete([entrant("A", log)], { rounds: 1, samples: 9, warmUpSeconds: 0.01 });
    expect(log.filter((line) => line === "A runs 1").length).toBeGreaterThan(1);
    expect(log.slice(-2)).toEqual(["A runs 9", "A ends"]);
  });

  it("keeps the times of the rounds, and the values of the warm-up too", async () => {
    const { measurements, leftOut } = await compete([entrant("A", [])], { rounds: 2, samples: 2 });
    expect(leftOut).toEqual([]);
    expect(measurements).toEqual([
      {
        name: "A",
        info: { version: "1" },
        rounds: [
          [2, 2],
          [3, 3],
        ],
        values: { loss: [10, 20, 20, 30, 30] },
      },
    ]);
  });

  it("does not count the first times of a turn where they are to settle", async () => {
    const log: string[] = [];
    const options = { rounds: 2, samples: 3, settle: 2 };
    const { measurements } = await compete([entrant("A", log)], options);
    expect(log).toEqual([
      "A runs 1",
      ...["A runs 2", "A runs 3"],
      ...["A runs 2", "A runs 3"],
      "A ends",
    ]);
    expect(measurements[0]?.rounds).toEqual([
      [3, 3, 3],
      [5, 5, 5],
    ]);
  });

  it("lets each settle for some time where that is asked for", async () => {
    const log: string[] = [];
    await compete([entrant("A", log)], { rounds: 1, samples: 9, settle: 2, settleSeconds: 0.01 });
    expect(log.filter((line) => line === "A runs 2").length).toBeGreaterThan(1);
    expect(log.slice(-2)).toEqual(["A runs 9", "A ends"]);
  });

  it("leaves out whoever cannot start, and says why", async () => {
    const broken: Entrant = {
      name: "C",
      start: () => Promise.reject(new Error("there is no C here")),
    };
    const said: string[] = [];
    const { measurements, leftOut } = await compete([broken, entrant("A", [])], {
      rounds: 1,
      samples: 1,
      say: (line) => said.push(line),
    });
    expect(measurements.map(({ name }) => name)).toEqual(["A"]);
    expect(leftOut).toEqual([{ name: "C", why: "there is no C here" }]);
    expect(said).toEqual(["  left out: C: there is no C here"]);
  });

  it("goes on without whoever fails, ending it, and drops its times", async () => {
    const log: string[] = [];
    const { measurements, leftOut } = await compete(
      [entrant("A", log, { failsOn: 2 }), entrant("B", log)],
      { rounds: 2, samples: 1 },
    );
    expect(measurements.map(({ name }) => name)).toEqual(["B"]);
    expect(leftOut).toEqual([{ name: "A", why: "A broke" }]);
    expect(log.filter((line) => line.startsWith("A"))).toEqual(["A runs 1", "A runs 1", "A ends"]);
  });

  it("leaves out whoever the check refuses after the warm-up", async () => {
    const { measurements, leftOut } = await compete([entrant("A", []), entrant("B", [])], {
      rounds: 1,
      samples: 1,
      check: ({ name }, { loss }) => {
        expect(loss).toEqual([10]);
        if (name === "B") throw new Error("B computes something else");
      },
    });
    expect(measurements.map(({ name }) => name)).toEqual(["A"]);
    expect(leftOut).toEqual([{ name: "B", why: "B computes something else" }]);
  });
});
