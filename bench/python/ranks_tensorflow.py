"""Exact ranks of every test row in TensorFlow, in one pass: scores, then counts of those above."""

from functools import partial

from contestant import read_floats, read_integers, serve, timed, use_threads

import numpy as np  # noqa: E402, I001
import tensorflow as tf  # noqa: E402


def row_by_row(queries, candidates, jit_compile, batch):
    """Each test row scores the catalogue for its own user."""
    queries, candidates = tf.constant(queries), tf.constant(candidates)

    @tf.function(jit_compile=jit_compile)
    def ranks_of(users, items):
        scores = tf.matmul(tf.gather(queries, users), candidates, transpose_b=True)
        own = tf.gather(scores, items, batch_dims=1)
        return tf.reduce_sum(tf.cast(scores > own[:, tf.newaxis], tf.int32), axis=1)

    def ranks(users, items):
        parts = range(0, len(users), batch)
        return np.concatenate([ranks_of(users[i : i + batch], items[i : i + batch]) for i in parts])

    return ranks


def user_by_user(queries, candidates, jit_compile, batch):
    """All users score the catalogue once; each test row reads its user's scores."""
    queries, candidates = tf.constant(queries), tf.constant(candidates)

    @tf.function(jit_compile=jit_compile)
    def all_scores():
        return tf.matmul(queries, candidates, transpose_b=True)

    @tf.function(jit_compile=jit_compile)
    def ranks_of(table, users, items):
        scores = tf.gather(table, users)
        own = tf.gather(scores, items, batch_dims=1)
        return tf.reduce_sum(tf.cast(scores > own[:, tf.newaxis], tf.int32), axis=1)

    def ranks(users, items):
        table = all_scores()
        parts = range(0, len(users), batch)
        return np.concatenate(
            [ranks_of(table, users[i : i + batch], items[i : i + batch]) for i in parts]
        )

    return ranks


def prepare(setup):
    use_threads(tf)
    folder, dim = setup["folder"], setup["dim"]
    queries = read_floats(folder, "queries.f32", dim)
    candidates = read_floats(folder, "candidates.f32", dim)
    users, items = read_integers(folder, "users.i32"), read_integers(folder, "items.i32")

    ways = {
        f"{name}, {'XLA' if jit else 'graph'}, {batch} at a time": partial(
            make, queries, candidates, jit, batch
        )
        for name, make in [("row by row", row_by_row), ("user by user", user_by_user)]
        for jit in [False, True]
        for batch in [512, 4096]
    }
    tried, part = {}, slice(0, 8 * 4096)
    for name, make in ways.items():
        ranks_of = make()
        ranks_of(users[part], items[part])
        tried[name] = timed(lambda: ranks_of(users[part], items[part]))[1]
    chosen = min(tried, key=tried.get)
    ranks_of = ways[chosen]()

    def run(n):
        milliseconds, top_100 = [], []
        for _ in range(n):
            ranks, took = timed(lambda: ranks_of(users, items))
            milliseconds.append(took)
            top_100.append(float(np.mean(ranks < 100)))
        return {"milliseconds": milliseconds, "values": {"top_100": top_100}}

    return {"version": tf.__version__, "way": chosen, "tried": tried}, run


if __name__ == "__main__":
    serve(prepare)
