"""The tutorial on context features of TensorFlow Recommenders as one program, from files to metrics.

    python tfrs_context_features.py ML_100K_FOLDER TEST_ROWS [--time] [--seed N] [--metrics-in-training]

Layers, sizes, optimizer, batches and what is fitted on which rows are the tutorial's. Needs
TF_USE_LEGACY_KERAS=1.
"""

import argparse
import json

from contestant import use_threads

import numpy as np  # noqa: E402, I001
import tensorflow as tf  # noqa: E402
import tensorflow_recommenders as tfrs  # noqa: E402
from movielens import dataset, read_ratings_100k, values_of  # noqa: E402

DIM = 32
BUCKETS = 1000
MAX_TOKENS = 10_000
COLUMNS = ["user_id", "movie_title", "timestamp"]


def lookup_and_embedding(vocabulary):
    return tf.keras.Sequential(
        [
            tf.keras.layers.StringLookup(vocabulary=vocabulary, mask_token=None),
            tf.keras.layers.Embedding(len(vocabulary) + 1, DIM),
        ]
    )


class UserModel(tf.keras.Model):
    def __init__(self, user_ids, times, with_time):
        super().__init__()
        self.with_time = with_time
        self.user_embedding = lookup_and_embedding(np.unique(user_ids))
        if with_time:
            edges = np.linspace(times.min(), times.max(), num=BUCKETS)
            self.time_embedding = tf.keras.Sequential(
                [
                    tf.keras.layers.Discretization(edges.tolist()),
                    tf.keras.layers.Embedding(BUCKETS + 1, DIM),
                ]
            )
            self.normalized_time = tf.keras.layers.Normalization(axis=None)
            self.normalized_time.adapt(times)

    def call(self, inputs):
        user = self.user_embedding(inputs["user_id"])
        if not self.with_time:
            return user
        time = inputs["timestamp"]
        number = tf.reshape(self.normalized_time(time), (-1, 1))
        return tf.concat([user, self.time_embedding(time), number], axis=1)


class MovieModel(tf.keras.Model):
    def __init__(self, titles):
        super().__init__()
        self.title_embedding = lookup_and_embedding(np.unique(titles))
        words = tf.keras.layers.TextVectorization(max_tokens=MAX_TOKENS)
        words.adapt(tf.data.Dataset.from_tensor_slices(titles).batch(128))
        self.words_embedding = tf.keras.Sequential(
            [
                words,
                tf.keras.layers.Embedding(MAX_TOKENS, DIM, mask_zero=True),
                tf.keras.layers.GlobalAveragePooling1D(),
            ]
        )

    def call(self, titles):
        return tf.concat([self.title_embedding(titles), self.words_embedding(titles)], axis=1)


class MovielensModel(tfrs.Model):
    def __init__(self, titles, user_ids, times, arguments):
        super().__init__()
        user_model = UserModel(user_ids, times, arguments.time)
        self.query_model = tf.keras.Sequential([user_model, tf.keras.layers.Dense(DIM)])
        self.candidate_model = tf.keras.Sequential([MovieModel(titles), tf.keras.layers.Dense(DIM)])
        movies = tf.data.Dataset.from_tensor_slices(titles).batch(128)
        metrics = tfrs.metrics.FactorizedTopK(candidates=movies.map(self.candidate_model))
        self.task = tfrs.tasks.Retrieval(metrics=metrics)
        self.metrics_in_training = arguments.metrics_in_training

    def compute_loss(self, features, training=False):
        # The query model gets the time also where it does not read it, as in the tutorial.
        inputs = {"user_id": features["user_id"], "timestamp": features["timestamp"]}
        queries = self.query_model(inputs)
        candidates = self.candidate_model(features["movie_title"])
        compute_metrics = self.metrics_in_training or not training
        return self.task(queries, candidates, compute_metrics=compute_metrics)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("test_rows")
    parser.add_argument("--time", action="store_true")
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--metrics-in-training", action="store_true")
    arguments = parser.parse_args()

    use_threads(tf)
    tf.random.set_seed(arguments.seed)
    titles, train, test = read_ratings_100k(arguments.folder, arguments.test_rows)
    user_ids, times = [values_of(name, train, test) for name in ("user_id", "timestamp")]

    model = MovielensModel(np.array(titles), user_ids, times, arguments)
    model.compile(optimizer=tf.keras.optimizers.Adagrad(learning_rate=0.1))
    batches = dataset(train, COLUMNS).shuffle(100_000).batch(2048)
    model.fit(batches, epochs=3, verbose=0)

    def top_100(rows):
        metrics = model.evaluate(rows, return_dict=True, verbose=0)
        return metrics["factorized_top_k/top_100_categorical_accuracy"]

    test_batches = dataset(test, COLUMNS).batch(4096).cache()
    print(json.dumps({"top_100": [top_100(test_batches)], "train_top_100": [top_100(batches)]}))


if __name__ == "__main__":
    main()
