"""What every Python contestant of the bench shares: the line protocol, and reading prepared arrays.

One JSON object a line. In: {"setup": {...}} once, then {"run": n} as often as the bench likes.
Out: {"ready": {...}}, then {"milliseconds": [...], "values": {...}}; {"error": "..."} ends it.
"""

import json
import os
import sys
import time
import traceback
from pathlib import Path

# Before anything else is imported: thread pools take their size from the processors they may use.
THREADS = int(os.environ.get("BENCH_THREADS") or os.cpu_count())
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:THREADS])

import numpy as np  # noqa: E402


def serve(prepare):
    """Answers the bench. `prepare(setup)` gives back (ready, run), `run(n)` an answer."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # What libraries print on standard output is no part of the protocol.
    run = None
    try:
        for line in sys.stdin:
            request = json.loads(line)
            if "setup" in request:
                ready, run = prepare(request["setup"])
                answer = {"ready": ready}
            else:
                answer = run(request["run"])
            answers.write(json.dumps(answer) + "\n")
    except Exception as error:  # The bench goes on without this contestant and says why.
        traceback.print_exc()
        answers.write(json.dumps({"error": f"{type(error).__name__}: {error}"[:500]}) + "\n")


def use_threads(tensorflow):
    """Tells TensorFlow, before its first operation, how many threads it has."""
    tensorflow.config.threading.set_intra_op_parallelism_threads(THREADS)
    tensorflow.config.threading.set_inter_op_parallelism_threads(THREADS)


def timed(work):
    """What `work()` returns, and the milliseconds that it took."""
    started = time.perf_counter()
    result = work()
    return result, (time.perf_counter() - started) * 1000


def read_floats(folder, name, dim):
    return np.fromfile(Path(folder, name), dtype="<f4").reshape(-1, dim)


def read_integers(folder, name):
    return np.fromfile(Path(folder, name), dtype="<i4")


class RowBatches:
    """Whole batches of some columns in their order, over and over."""

    def __init__(self, columns, size):
        self.batches = [
            [column[first : first + size] for column in columns]
            for first in range(0, len(columns[0]) - size + 1, size)
        ]
        self.next = 0

    def take(self):
        batch = self.batches[self.next % len(self.batches)]
        self.next += 1
        return batch


def id_batches(setup):
    """Batches of (users, items) in the prepared order."""
    columns = [read_integers(setup["folder"], name) for name in ("users.i32", "items.i32")]
    return RowBatches(columns, setup["batchSize"])


def initial_tables(setup):
    """The embedding tables that every contestant starts from: queries, candidates."""
    folder, dim = setup["folder"], setup["dim"]
    return read_floats(folder, "queries.f32", dim), read_floats(folder, "candidates.f32", dim)


def least_milliseconds(steps, make_batches, trials=2):
    """How fast each step runs on the first batches, leaving nothing behind.

    `steps` maps names to functions that make a step; one that cannot be made or run is left out.
    """
    least = {}
    for name, make in steps.items():
        try:
            step = make()
            batches = make_batches()
            step(*batches.take())
            least[name] = min(timed(lambda: step(*batches.take()))[1] for _ in range(trials))
        except Exception as error:
            print(f"{name} cannot run here: {error}"[:500], file=sys.stderr)
    if not least:
        raise RuntimeError("none of the ways to write the step runs here")
    return least


def training_contestant(steps, make_batches):
    """A contestant of the training step: the fastest of `steps`, from the initial tables on.

    `make_batches()` gives the batches from the first on, whose columns a step takes.
    """
    tried = least_milliseconds(steps, make_batches)
    chosen = min(tried, key=tried.get)
    step = steps[chosen]()
    batches = make_batches()

    def run(n):
        losses, milliseconds = [], []
        for _ in range(n):
            loss, took = timed(lambda: step(*batches.take()))
            losses.append(float(loss))
            milliseconds.append(took)
        return {"milliseconds": milliseconds, "values": {"loss": losses}}

    return {"way": chosen, "tried": tried}, run
