import type { Runtime } from "@towerkit/kernels";
import { activate } from "../layers/activation.js";

/**
 * What the gates of a recurrence hold, in places by time: each `[places, units]`. They are kept from
 * the forward to the backward pass.
 */
export interface GruGates {
  /** How much of the state stays. */
  readonly update: Float32Array;
  /** How much of the state the candidate sees. */
  readonly reset: Float32Array;
  readonly candidate: Float32Array;
  /** What the candidate would see of the state without `reset`. */
  readonly recurrent: Float32Array;
}

export function createGates(places: number, units: number): GruGates {
  const block = () => new Float32Array(places * units);
  return { update: block(), reset: block(), candidate: block(), recurrent: block() };
}

/** Places `from` to before `to`, of all of which the maps of input and state are known. */
export interface GateRange {
  readonly from: number;
  readonly to: number;
  readonly units: number;
  /** `[places, 3 · units]`: the input's part in update, reset and candidate. */
  readonly mappedInputs: Float32Array;
  /** `[to - from, 3 · units]`: the state's. */
  readonly mappedStates: Float32Array;
}

/** Computes the gates of one time. */
export function computeGates(gates: GruGates, range: GateRange, runtime: Runtime): void {
  const { from, to, units, mappedInputs, mappedStates } = range;
  const { update, reset, candidate, recurrent } = gates;
  for (let place = from; place < to; place++) {
    const x = place * 3 * units;
    const h = (place - from) * 3 * units;
    for (let u = 0; u < units; u++) {
      update[place * units + u] = mappedInputs[x + u] + mappedStates[h + u];
      reset[place * units + u] = mappedInputs[x + units + u] + mappedStates[h + units + u];
      recurrent[place * units + u] = mappedStates[h + 2 * units + u];
    }
  }
  const block = (values: Float32Array) => values.subarray(from * units, to * units);
  activate("sigmoid", block(update), runtime);
  activate("sigmoid", block(reset), runtime);
  for (let place = from; place < to; place++) {
    for (let u = 0; u < units; u++) {
      const at = place * units + u;
      candidate[at] = mappedInputs[place * 3 * units + 2 * units + u] + reset[at] * recurrent[at];
    }
  }
  activate("tanh", block(candidate), runtime);
}

/** Where the gradients of one time go. */
export interface GateGradients {
  /** `[places, 3 · units]`: of the input's map, and of the state's, which differ in the candidate. */
  readonly mappedInputs: Float32Array;
  readonly mappedStates: Float32Array;
}

/**
 * The gradients of one time's gates, given those of the states after it.
 * @param states - `[places, units]`: the state before each place.
 * @param stateGradients - of the state after each place of this time, `[≥ to - from, units]`; they leave
 * as what comes to the state before it without the gates' maps.
 */
export function gateGradients(
  { update, reset, candidate, recurrent }: GruGates,
  states: Float32Array,
  { from, to, units }: Pick<GateRange, "from" | "to" | "units">,
  stateGradients: Float32Array,
  out: GateGradients,
): void {
  for (let place = from; place < to; place++) {
    for (let u = 0; u < units; u++) {
      const at = place * units + u;
      const own = (place - from) * units + u;
      const z = update[at];
      const r = reset[at];
      const n = candidate[at];
      const gradient = stateGradients[own];
      const ofCandidate = gradient * (1 - z) * (1 - n * n);
      const ofUpdate = gradient * (states[at] - n) * z * (1 - z);
      const ofReset = ofCandidate * recurrent[at] * r * (1 - r);
      const to3 = place * 3 * units + u;
      out.mappedInputs[to3] = ofUpdate;
      out.mappedInputs[to3 + units] = ofReset;
      out.mappedInputs[to3 + 2 * units] = ofCandidate;
      out.mappedStates[to3] = ofUpdate;
      out.mappedStates[to3 + units] = ofReset;
      out.mappedStates[to3 + 2 * units] = ofCandidate * r;
      stateGradients[own] = gradient * z;
    }
  }
}
