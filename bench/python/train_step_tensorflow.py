"""One training step of id towers in TensorFlow.

Written as TensorFlow offers it (its own softmax loss, Keras's sparse Adagrad, compiled with and
without XLA), and rewritten to suit XLA best. Needs TF_USE_LEGACY_KERAS=1.
"""

from functools import partial

from contestant import id_batches, initial_tables, serve, training_contestant, use_threads

import tensorflow as tf  # noqa: E402, I001


def fused_loss(queries, candidates):
    """In-batch softmax, summed over the batch: row i's positive is column i."""
    scores = tf.matmul(queries, candidates, transpose_b=True)
    labels = tf.range(tf.shape(scores)[0])
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=scores)
    return tf.reduce_sum(losses)


def pairs_loss(queries, candidates):
    """The same, with the positives' scores from products of their own."""
    positives = tf.reduce_sum(queries * candidates, axis=1)
    scores = tf.matmul(queries, candidates, transpose_b=True)
    return tf.reduce_sum(tf.reduce_logsumexp(scores, axis=1) - positives)


def variables(setup):
    return [tf.Variable(table) for table in initial_tables(setup)]


def sparse_adagrad(setup):
    """Keras's own Adagrad; given IndexedSlices it moves the touched rows only."""
    return tf.keras.optimizers.legacy.Adagrad(
        setup["learningRate"],
        initial_accumulator_value=setup["initialAccumulator"],
        epsilon=setup["epsilon"],
    )


def compiled_sparse(setup, loss_of):
    """The whole step as a graph."""
    tables, optimizer = variables(setup), sparse_adagrad(setup)

    @tf.function
    def step(users, items):
        with tf.GradientTape() as tape:
            loss = loss_of(tf.gather(tables[0], users), tf.gather(tables[1], items))
        optimizer.apply_gradients(zip(tape.gradient(loss, tables), tables))
        return loss

    return step


def xla_softmax_sparse(setup, loss_of):
    """Loss and gradients compiled by XLA, which has no sparse Adagrad; that one stays in the graph."""
    tables, optimizer = variables(setup), sparse_adagrad(setup)

    @tf.function(jit_compile=True)
    def loss_and_gradients(queries, candidates):
        with tf.GradientTape() as tape:
            tape.watch([queries, candidates])
            loss = loss_of(queries, candidates)
        return loss, tape.gradient(loss, [queries, candidates])

    @tf.function
    def step(users, items):
        rows = [users, items]
        embeddings = [tf.gather(table, ids) for table, ids in zip(tables, rows)]
        loss, gradients = loss_and_gradients(*embeddings)
        slices = [tf.IndexedSlices(g, ids, tf.shape(t)) for g, ids, t in zip(gradients, rows, tables)]
        optimizer.apply_gradients(zip(slices, tables))
        return loss

    return step


def xla_dense(setup, loss_of):
    """The whole step compiled by XLA with Adagrad over whole tables: good for small ones."""
    tables = variables(setup)
    accumulators = [tf.Variable(tf.fill(t.shape, setup["initialAccumulator"])) for t in tables]

    @tf.function(jit_compile=True)
    def step(users, items):
        rows = [users, items]
        embeddings = [tf.gather(table, ids) for table, ids in zip(tables, rows)]
        with tf.GradientTape() as tape:
            tape.watch(embeddings)
            loss = loss_of(*embeddings)
        gradients = tape.gradient(loss, embeddings)
        for table, accumulator, ids, gradient in zip(tables, accumulators, rows, gradients):
            summed = tf.math.unsorted_segment_sum(gradient, ids, table.shape[0])
            accumulator.assign_add(summed * summed)
            root = tf.sqrt(accumulator + setup["epsilon"])
            table.assign_sub(setup["learningRate"] * summed / root)
        return loss

    return step


WAYS = {
    "as offered": {
        "graph": (compiled_sparse, fused_loss),
        "graph, softmax by XLA": (xla_softmax_sparse, fused_loss),
    },
    "rewritten": {
        "graph, loss in pairs": (compiled_sparse, pairs_loss),
        "graph, softmax by XLA, loss in pairs": (xla_softmax_sparse, pairs_loss),
        "XLA throughout": (xla_dense, fused_loss),
        "XLA throughout, loss in pairs": (xla_dense, pairs_loss),
    },
}


def prepare(setup):
    use_threads(tf)
    ways = WAYS[setup["ways"]]
    steps = {name: partial(make, setup, loss_of) for name, (make, loss_of) in ways.items()}
    chosen, run = training_contestant(steps, lambda: id_batches(setup))
    return {"version": tf.__version__, **chosen}, run


if __name__ == "__main__":
    serve(prepare)
