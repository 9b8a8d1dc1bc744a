"""One training step of id towers as the tutorials of keras-rs write it, on TensorFlow or JAX."""

from contestant import id_batches, initial_tables, serve, training_contestant, use_threads

import keras  # noqa: E402, I001
import keras_rs  # noqa: E402
from keras import ops  # noqa: E402


class Retrieval(keras.Model):
    """Two embedding towers and the keras-rs retrieval layer, trained by in-batch softmax."""

    def __init__(self, setup):
        super().__init__()
        queries, candidates = initial_tables(setup)
        self.query_tower = keras.layers.Embedding(*queries.shape)
        self.candidate_tower = keras.layers.Embedding(*candidates.shape)
        self.query_tower.build()
        self.candidate_tower.build()
        self.query_tower.set_weights([queries])
        self.candidate_tower.set_weights([candidates])
        self.retrieval = keras_rs.layers.BruteForceRetrieval(k=10, return_scores=False)
        self.softmax = keras.losses.CategoricalCrossentropy(from_logits=True, reduction="sum")

    def call(self, inputs):
        users, items = inputs
        return self.query_tower(users), self.candidate_tower(items)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        queries, candidates = y_pred
        scores = ops.matmul(queries, ops.transpose(candidates))
        return self.softmax(ops.eye(ops.shape(scores)[0]), scores)


def make_step(setup, jit_compile):
    model = Retrieval(setup)
    optimizer = keras.optimizers.Adagrad(
        setup["learningRate"],
        initial_accumulator_value=setup["initialAccumulator"],
        epsilon=setup["epsilon"],
    )
    model.compile(optimizer=optimizer, jit_compile=jit_compile)

    def step(users, items):
        model.reset_metrics()  # else Keras reports the mean loss over all steps so far
        return model.train_on_batch((users, items), return_dict=True)["loss"]

    return step


def prepare(setup):
    if keras.backend.backend() == "tensorflow":
        import tensorflow

        use_threads(tensorflow)
    steps = {
        "compiled by XLA": lambda: make_step(setup, True),
        "not compiled by XLA": lambda: make_step(setup, False),
    }
    if keras.backend.backend() == "jax":
        del steps["not compiled by XLA"]
    ways, run = training_contestant(steps, lambda: id_batches(setup))
    return {"version": keras_rs.__version__, "keras": keras.__version__, **ways}, run


if __name__ == "__main__":
    serve(prepare)
