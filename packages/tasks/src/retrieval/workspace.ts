type TypedArray = Int32Array | Float32Array | Float64Array;

/** A typed array that is kept from batch to batch and made anew only when a batch needs more. */
class Kept<A extends TypedArray> {
  readonly #make: new (
    length: number,
  ) => A;
  #array: A;

  constructor(make: new (length: number) => A) {
    this.#make = make;
    this.#array = new make(0);
  }

  /** `length` numbers that hold anything, good until the next call. */
  take(length: number): A {
    if (this.#array.length < length) this.#array = new this.#make(length);
    return this.#array.subarray(0, length) as A;
  }
}

/** The arrays that one task prepares its batches in. */
export function createWorkspace() {
  return {
    columnWeights: new Kept(Float64Array),
    positiveOffsets: new Kept(Int32Array),
    positiveCandidates: new Kept(Int32Array),
    positiveWeights: new Kept(Float64Array),
    positiveInverses: new Kept(Float64Array),
    rowsByQuery: new Kept(Int32Array),
    positiveOfCandidate: new Kept(Int32Array),
    itemGroups: new Kept(Int32Array),
    itemTable: new Kept(Int32Array),
    groupWeights: new Kept(Float64Array),
    otherWeights: new Kept(Float64Array),
    latestInverses: new Kept(Float64Array),
    latestLogs: new Kept(Float64Array),
    columnWeights32: new Kept(Float32Array),
    positiveWeights32: new Kept(Float32Array),
    positiveInverses32: new Kept(Float32Array),
  };
}

export type Workspace = ReturnType<typeof createWorkspace>;
