"""Exact top-k accuracy of every test row by FactorizedTopK of TensorFlow Recommenders.

Needs TF_USE_LEGACY_KERAS=1.
"""

from contestant import read_floats, read_integers, serve, timed, use_threads

import tensorflow as tf  # noqa: E402, I001
import tensorflow_recommenders as tfrs  # noqa: E402

BATCH = 4096
LONGEST_SECONDS = 8


def streaming(candidates):
    """As the tutorials have it: the catalogue in batches of 128."""
    return tfrs.metrics.FactorizedTopK(tf.data.Dataset.from_tensor_slices(candidates).batch(128))


def brute_force(candidates):
    """As its documentation offers for speed: the catalogue as one matrix."""
    return tfrs.metrics.FactorizedTopK(tfrs.layers.factorized_top_k.BruteForce(k=100).index(candidates))


def prepare(setup):
    use_threads(tf)
    folder, dim = setup["folder"], setup["dim"]
    queries = tf.constant(read_floats(folder, "queries.f32", dim))
    candidates = tf.constant(read_floats(folder, "candidates.f32", dim))
    users, items = read_integers(folder, "users.i32"), read_integers(folder, "items.i32")
    metric = {"streaming": streaming, "brute force": brute_force}[setup["index"]](candidates)

    @tf.function(reduce_retracing=True)
    def update(users, items):
        metric.update_state(tf.gather(queries, users), tf.gather(candidates, items))

    def evaluate(rows):
        metric.reset_states()
        for first in range(0, rows, BATCH):
            update(users[first : min(first + BATCH, rows)], items[first : min(first + BATCH, rows)])
        return metric.result()[-1].numpy()

    evaluate(BATCH)
    whole_seconds = timed(lambda: evaluate(BATCH))[1] / 1000 * len(users) / BATCH
    share = min(1.0, LONGEST_SECONDS / whole_seconds)
    rows = round(len(users) * share)

    def run(n):
        milliseconds, top_100 = [], []
        for _ in range(n):
            accuracy, took = timed(lambda: evaluate(rows))
            milliseconds.append(took * len(users) / rows)
            top_100.append(float(accuracy))
        return {"milliseconds": milliseconds, "values": {"top_100": top_100}}

    if rows == len(users):
        return {"rows": "all"}, run
    return {"rows": "part", "way": f"{rows:,} of {len(users):,} test rows, scaled up"}, run


if __name__ == "__main__":
    serve(prepare)
