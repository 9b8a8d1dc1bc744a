import type { KernelName } from "../../machine/builds.js";
import type { Machine } from "../../machine/machine.js";
import { READ_BEYOND, type RowSpan } from "../../machine/row-span.js";
import { DECLINED } from "../../runtime/kernel.js";
import { correctedRate } from "./adam-rows.js";
import type { AdagradRowsInput, AdamRowsInput, RowStepInput, SgdRowsInput } from "./input.js";

/** About so many values are a block. */
const BLOCK_VALUES = 2048;

/** A value's step has a division and a root in it, so it takes about as long as so many multiplications. */
const OPERATIONS_PER_VALUE = 4;

/** How many float32s tell whether a block's gradients are finite. */
const PROBES = 4;

/** A cache line's worth of values: where tables begin. */
const LINE = 16;

export function sgdRowsOnMachine(machine: Machine, input: SgdRowsInput, span: RowSpan): void {
  const step = enterStep(machine, input, { span, states: [] });
  runStep(machine, step, { kernel: "SGD_ROWS", settings: [input.learningRate] });
}

/** Writes nothing, and declines, where `checkSquares` has something to say. */
export function adagradRowsOnMachine(
  machine: Machine,
  input: AdagradRowsInput,
  span: RowSpan,
): typeof DECLINED | undefined {
  const room = PROBES * input.rows.length;
  const step = enterStep(machine, input, { span, states: [input.accumulator], room });
  const settings = [step.room, input.learningRate, input.epsilon];
  machine.run("ADAGRAD_ROWS", [...step.fields, ...settings], step);
  const probes = machine.memory.floats(step.room, PROBES * step.blocks);
  if (!probes.every((probe) => probe === 0)) return DECLINED;
  step.leave();
  return undefined;
}

export function adamRowsOnMachine(machine: Machine, input: AdamRowsInput, span: RowSpan): void {
  const states = [input.firstMoments, input.secondMoments];
  const step = enterStep(machine, input, { span, states });
  const settings = [correctedRate(input), 1 - input.beta1, 1 - input.beta2, input.epsilon];
  runStep(machine, step, { kernel: "ADAM_ROWS", settings });
}

/** A step whose rows lie in the memory. */
export interface EnteredStep {
  /** The fields that all row optimizers' jobs begin with. */
  readonly fields: readonly number[];
  readonly blocks: number;
  readonly operations: number;
  /** Where the room lies that was asked for beside. */
  readonly room: number;
  /** Copies what the machine wrote back to where it came from. */
  leave(): void;
}

/**
 * Copies a step's table, gradients and states into the memory.
 * @param states - arrays that lie as the table does.
 * @param room - how many words more the job needs.
 */
export function enterStep(
  machine: Machine,
  { table, dim, rows, gradients }: RowStepInput,
  { span, states, room = 0 }: { span: RowSpan; states: readonly Float32Array[]; room?: number },
): EnteredStep {
  const { memory } = machine;
  const { values } = span;
  const stride = Math.ceil((values + READ_BEYOND) / LINE) * LINE;
  const tables = [table, ...states];
  const at = memory.scratch({
    rows: rows.length,
    gradients: gradients.length + READ_BEYOND,
    tables: tables.length * stride,
    room,
  });
  const entered = tables.map((from, i) => {
    const place = at.tables + i * stride * 4;
    memory.floats(place, values).set(span.of(from));
    return place;
  });
  span.writeRows(memory.ints(at.rows, rows.length));
  memory.floats(at.gradients, gradients.length).set(gradients);
  // A block that reads beyond must not take what is left there for a gradient.
  memory.floats(at.gradients + gradients.length * 4, READ_BEYOND).fill(0);
  const rowsPerBlock = Math.max(1, Math.floor(BLOCK_VALUES / dim));
  const [tableAt, ...statesAt] = entered;
  return {
    fields: [rows.length, rowsPerBlock, dim, at.rows, tableAt, at.gradients, ...statesAt],
    blocks: Math.ceil(rows.length / rowsPerBlock),
    operations: OPERATIONS_PER_VALUE * gradients.length,
    room: at.room,
    leave: () => {
      for (const [i, to] of tables.entries()) span.of(to).set(memory.floats(entered[i], values));
    },
  };
}

function runStep(
  machine: Machine,
  step: EnteredStep,
  { kernel, settings }: { kernel: KernelName; settings: readonly number[] },
): void {
  machine.run(kernel, [...step.fields, ...settings], step);
  step.leave();
}
