"""One training step of the towers of `context-features` in TensorFlow.

Written as TensorFlow offers it (its own softmax loss, Keras's masked mean and sparse Adagrad,
compiled with and without XLA), and rewritten to suit it best. Needs TF_USE_LEGACY_KERAS=1.
"""

from functools import partial

from contestant import RowBatches, read_floats, read_integers, serve, training_contestant, use_threads

import tensorflow as tf  # noqa: E402, I001
from train_step_tensorflow import fused_loss, pairs_loss, sparse_adagrad  # noqa: E402

TABLES = ["user-table", "bucket-table", "title-table", "word-table"]


def read_rows(setup):
    """What the towers read of each row: user, bucket, time, title, words padded with 0."""
    folder = setup["folder"]
    users, buckets, titles, words = [
        read_integers(folder, f"{name}.i32") for name in ("users", "buckets", "titles", "words")
    ]
    times = read_floats(folder, "times.f32", 1)
    return users, buckets, times, titles, words.reshape(len(users), -1)


class Variables:
    """All that is learned, from the numbers that every contestant starts from."""

    def __init__(self, setup):
        def read(name):
            return tf.Variable(read_floats(setup["folder"], f"{name}.f32", setup["dim"]))

        self.tables = [read(name) for name in TABLES]
        self.kernels = [read("query-kernel"), read("candidate-kernel")]
        self.biases = [tf.Variable(tf.zeros(setup["dim"])) for _ in self.kernels]
        self.dense = [*self.kernels, *self.biases]
        self.all = [*self.tables, *self.dense]


def masked_mean(embedded, words):
    """As Keras's GlobalAveragePooling1D has it where an embedding masks its zeros."""
    mask = tf.cast(words != 0, tf.float32)[:, :, tf.newaxis]
    return tf.reduce_sum(embedded * mask, axis=1) / tf.reduce_sum(mask, axis=1)


def towers(variables, embedded, times, words):
    """Outputs of both towers, given the rows of the tables that they read."""
    user, bucket, title, word = embedded
    query = tf.concat([user, bucket, times], axis=1)
    candidate = tf.concat([title, masked_mean(word, words)], axis=1)
    kernels, biases = variables.kernels, variables.biases
    return [
        tf.matmul(rows, kernel) + bias
        for rows, kernel, bias in zip((query, candidate), kernels, biases)
    ]


def compiled_sparse(setup, loss_of):
    """The whole step as a graph."""
    variables, optimizer = Variables(setup), sparse_adagrad(setup)

    @tf.function
    def step(users, buckets, times, titles, words):
        with tf.GradientTape() as tape:
            ids = [users, buckets, titles, words]
            embedded = [tf.gather(table, rows) for table, rows in zip(variables.tables, ids)]
            loss = loss_of(*towers(variables, embedded, times, words))
        gradients = tape.gradient(loss, variables.all)
        optimizer.apply_gradients(zip(gradients, variables.all))
        return loss

    return step


def xla_towers_sparse(setup, loss_of):
    """Towers and loss compiled by XLA, which has no sparse Adagrad; that one stays in the graph."""
    variables, optimizer = Variables(setup), sparse_adagrad(setup)

    @tf.function(jit_compile=True)
    def loss_and_gradients(embedded, times, words):
        with tf.GradientTape() as tape:
            tape.watch(embedded)
            loss = loss_of(*towers(variables, embedded, times, words))
        return loss, *tape.gradient(loss, [embedded, variables.dense])

    @tf.function
    def step(users, buckets, times, titles, words):
        ids = [users, buckets, titles, words]
        embedded = [tf.gather(table, rows) for table, rows in zip(variables.tables, ids)]
        loss, of_embedded, of_dense = loss_and_gradients(embedded, times, words)
        slices = [
            tf.IndexedSlices(tf.reshape(g, [-1, setup["dim"]]), tf.reshape(rows, [-1]), tf.shape(t))
            for g, rows, t in zip(of_embedded, ids, variables.tables)
        ]
        optimizer.apply_gradients(zip([*slices, *of_dense], variables.all))
        return loss

    return step


def xla_dense(setup, loss_of):
    """The whole step compiled by XLA with Adagrad over whole tables: good for small ones."""
    variables = Variables(setup)
    accumulators = [tf.Variable(tf.fill(v.shape, setup["initialAccumulator"])) for v in variables.all]

    @tf.function(jit_compile=True)
    def step(users, buckets, times, titles, words):
        ids = [users, buckets, titles, words]
        embedded = [tf.gather(table, rows) for table, rows in zip(variables.tables, ids)]
        with tf.GradientTape() as tape:
            tape.watch(embedded)
            loss = loss_of(*towers(variables, embedded, times, words))
        of_embedded, of_dense = tape.gradient(loss, [embedded, variables.dense])
        summed = [
            tf.math.unsorted_segment_sum(g, rows, table.shape[0])
            for g, rows, table in zip(of_embedded, ids, variables.tables)
        ]
        for variable, accumulator, gradient in zip(variables.all, accumulators, [*summed, *of_dense]):
            accumulator.assign_add(gradient * gradient)
            root = tf.sqrt(accumulator + setup["epsilon"])
            variable.assign_sub(setup["learningRate"] * gradient / root)
        return loss

    return step


WAYS = {
    "as offered": {
        "graph": (compiled_sparse, fused_loss),
        "graph, towers and softmax by XLA": (xla_towers_sparse, fused_loss),
    },
    "rewritten": {
        "graph, loss in pairs": (compiled_sparse, pairs_loss),
        "graph, towers and softmax by XLA, loss in pairs": (xla_towers_sparse, pairs_loss),
        "XLA throughout": (xla_dense, fused_loss),
        "XLA throughout, loss in pairs": (xla_dense, pairs_loss),
    },
}


def prepare(setup):
    use_threads(tf)
    ways = WAYS[setup["ways"]]
    steps = {name: partial(make, setup, loss_of) for name, (make, loss_of) in ways.items()}
    rows = read_rows(setup)
    chosen, run = training_contestant(steps, lambda: RowBatches(rows, setup["batchSize"]))
    return {"version": tf.__version__, **chosen}, run


if __name__ == "__main__":
    serve(prepare)
