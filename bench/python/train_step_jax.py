"""One training step of id towers in JAX, compiled by XLA, its tables updated in place."""

from functools import partial

from contestant import id_batches, initial_tables, serve, training_contestant

import jax  # noqa: E402, I001
import jax.numpy as jnp  # noqa: E402


def loss_of(queries, candidates):
    """In-batch softmax, summed over the batch: row i's positive is column i."""
    scores = queries @ candidates.T
    return jnp.sum(jax.nn.logsumexp(scores, axis=1) - jnp.diagonal(scores))


def loss_of_pairs(queries, candidates):
    """The same, with the positives' scores from products of their own."""
    positives = jnp.sum(queries * candidates, axis=1)
    return jnp.sum(jax.nn.logsumexp(queries @ candidates.T, axis=1) - positives)


def dense_adagrad(setup, table, accumulator, ids, gradients):
    """Rows of one id are summed by scattering; the update runs over the whole table."""
    summed = jnp.zeros_like(table).at[ids].add(gradients)
    accumulator = accumulator + summed * summed
    root = jnp.sqrt(accumulator + setup["epsilon"])
    return table - setup["learningRate"] * summed / root, accumulator


def sparse_adagrad(setup, table, accumulator, ids, gradients):
    """Rows of one id are summed by segments; only the touched rows are read and written."""
    rows, slots = jnp.unique(ids, return_inverse=True, size=ids.shape[0], fill_value=table.shape[0])
    summed = jax.ops.segment_sum(gradients, slots, ids.shape[0])
    accumulator = accumulator.at[rows].add(summed * summed, mode="drop")
    root = jnp.sqrt(accumulator.at[rows].get(mode="clip") + setup["epsilon"])
    return table.at[rows].add(-setup["learningRate"] * summed / root, mode="drop"), accumulator


def make_step(setup, loss, adagrad):
    tables = [jnp.asarray(table) for table in initial_tables(setup)]
    state = [(table, jnp.full_like(table, setup["initialAccumulator"])) for table in tables]

    @partial(jax.jit, donate_argnums=0)
    def compiled(state, users, items):
        rows = [users, items]
        embeddings = [table[ids] for (table, _), ids in zip(state, rows)]
        value, gradients = jax.value_and_grad(loss, argnums=(0, 1))(*embeddings)
        moved = [adagrad(setup, *pair, ids, g) for pair, ids, g in zip(state, rows, gradients)]
        return moved, value

    def step(users, items):
        nonlocal state
        state, value = compiled(state, users, items)
        jax.block_until_ready(state)
        return float(value)

    return step


def prepare(setup):
    steps = {
        f"{update_name}, {loss_name}": partial(make_step, setup, loss, update)
        for update_name, update in [("dense Adagrad", dense_adagrad), ("sparse Adagrad", sparse_adagrad)]
        for loss_name, loss in [("diagonal", loss_of), ("pairs", loss_of_pairs)]
    }
    ways, run = training_contestant(steps, lambda: id_batches(setup))
    return {"version": jax.__version__, **ways}, run


if __name__ == "__main__":
    serve(prepare)
