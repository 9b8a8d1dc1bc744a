import type { Runtime } from "@towerkit/kernels";
import type { LayerContext, LayerParts, Parameter } from "../layers/layer.js";
import { LinearMap } from "../layers/linear-map.js";
import { computeGates, createGates, type GruGates, gateGradients } from "./gru-gates.js";
import type { SequenceGradients, SequenceLayer, SequencePass } from "./sequence-layer.js";
import { type TimeOrder, timeOrder } from "./time-order.js";

interface Remembered {
  readonly order: TimeOrder;
  /** `[entries, inputWidth]` in places by time. */
  readonly inputs: Float32Array;
  readonly gates: GruGates;
  /** `[entries, units]`: the state before each place. */
  readonly states: Float32Array;
}

/**
 * A gated recurrent unit (Cho and others, 2014) over a row's vectors, the oldest first; the output is
 * the state after the last. Its form is Keras's, with the reset gate after the product:
 * `h ← z ⊙ h + (1 − z) ⊙ tanh(W x + b + r ⊙ (U h + c))`. Shorter rows simply end earlier.
 */
export class Gru implements SequenceLayer {
  readonly inputWidth: number;
  readonly outputWidth: number;
  readonly parameters: readonly Parameter[];
  readonly #inputMap: LinearMap;
  readonly #stateMap: LinearMap;

  constructor({ name, inputWidth, initial, units }: LayerParts & { readonly units: number }) {
    this.inputWidth = inputWidth;
    this.outputWidth = units;
    const map = (part: string, inputs: number) => {
      const width = 3 * units;
      const [own, bias] = [`${name}/${part}-kernel`, `${name}/${part}-bias`];
      const kernel = initial.glorotUniform(own, inputs, width);
      return new LinearMap(
        { name: own, shape: [inputs, width], data: kernel, l2: 0 },
        { name: bias, shape: [width], data: initial.constant(bias, width, 0), l2: 0 },
      );
    };
    this.#inputMap = map("input", inputWidth);
    this.#stateMap = map("state", units);
    this.parameters = [...this.#inputMap.parameters, ...this.#stateMap.parameters];
  }

  forward(entries: Float32Array, offsets: Int32Array, { runtime }: LayerContext): SequencePass {
    const units = this.outputWidth;
    const count = offsets[offsets.length - 1];
    const order = timeOrder(offsets);
    const inputs = rowsAt(entries, order.entryAt, this.inputWidth);
    const mappedInputs = this.#inputMap.forward(inputs, count, runtime);
    const gates = createGates(count, units);
    const states = new Float32Array(count * units);
    const state = new Float32Array((offsets.length - 1) * units);
    for (let time = 0; time + 1 < order.timeOffsets.length; time++) {
      const [from, to] = [order.timeOffsets[time], order.timeOffsets[time + 1]];
      const before = state.subarray(0, (to - from) * units);
      states.set(before, from * units);
      const mappedStates = this.#stateMap.forward(before, to - from, runtime);
      computeGates(gates, { from, to, units, mappedInputs, mappedStates }, runtime);
      for (let i = 0, at = from * units; i < before.length; i++, at++) {
        before[i] = gates.update[at] * before[i] + (1 - gates.update[at]) * gates.candidate[at];
      }
    }
    const remembered = { order, inputs, gates, states };
    return {
      output: rowsTo(state, order.rowAt, units),
      backward: (gradients) => this.#backward(remembered, gradients, runtime),
    };
  }

  #backward(
    { order, inputs, gates, states }: Remembered,
    gradients: Float32Array,
    runtime: Runtime,
  ): SequenceGradients {
    const units = this.outputWidth;
    const count = order.entryAt.length;
    const mappedInputs = new Float32Array(count * 3 * units);
    const mappedStates = new Float32Array(count * 3 * units);
    const stateGradients = rowsAt(gradients, order.rowAt, units);
    for (let time = order.timeOffsets.length - 2; time >= 0; time--) {
      const [from, to] = [order.timeOffsets[time], order.timeOffsets[time + 1]];
      const out = { mappedInputs, mappedStates };
      gateGradients(gates, states, { from, to, units }, stateGradients, out);
      const ofTime = mappedStates.subarray(from * 3 * units, to * 3 * units);
      addTo(stateGradients, this.#stateMap.inputGradients(ofTime, to - from, runtime));
    }
    const input = this.#inputMap.backward(inputs, count, mappedInputs, runtime);
    const state = this.#stateMap.parameterGradients(states, count, mappedStates, runtime);
    return {
      entries: rowsTo(input.input, order.entryAt, this.inputWidth),
      parameters: [...input.parameters, ...state],
    };
  }
}

/** Row `i` of the result is row `at[i]` of `rows`. */
function rowsAt(rows: Float32Array, at: Int32Array, width: number): Float32Array {
  const out = new Float32Array(at.length * width);
  for (let i = 0; i < at.length; i++) {
    for (let d = 0; d < width; d++) out[i * width + d] = rows[at[i] * width + d];
  }
  return out;
}

/** Row `to[i]` of the result is row `i` of `rows`. */
function rowsTo(rows: Float32Array, to: Int32Array, width: number): Float32Array {
  const out = new Float32Array(to.length * width);
  for (let i = 0; i < to.length; i++) {
    for (let d = 0; d < width; d++) out[to[i] * width + d] = rows[i * width + d];
  }
  return out;
}

function addTo(sums: Float32Array, values: Float32Array): void {
  for (let i = 0; i < values.length; i++) sums[i] += values[i];
}
