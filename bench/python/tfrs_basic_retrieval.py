"""The basic retrieval tutorial of TensorFlow Recommenders as one program, from files to metrics.

    python tfrs_basic_retrieval.py ML_100K_FOLDER TEST_ROWS [--metrics-in-training]

The tutorial's data sets are read from MovieLens's own files, and TEST_ROWS ("user<TAB>movie" a line)
says which of its rows the tutorial's shuffle puts into the test part. Needs TF_USE_LEGACY_KERAS=1.
"""

import argparse
import json
from pathlib import Path

from contestant import use_threads

import numpy as np  # noqa: E402, I001
import tensorflow as tf  # noqa: E402
import tensorflow_recommenders as tfrs  # noqa: E402

DIM = 32


def read_rows(path, separator):
    return [line.split(separator) for line in Path(path).read_text("latin-1").splitlines()]


def read_movielens(folder, test_rows):
    """Titles of the catalogue, and the (user, title) pairs of the train and the test part."""
    title_of = {row[0]: row[1] for row in read_rows(Path(folder, "u.item"), "|")}
    is_test = {tuple(row) for row in read_rows(test_rows, "\t")}
    train, test = [], []
    for user, movie, *_ in read_rows(Path(folder, "u.data"), "\t"):
        (test if (user, movie) in is_test else train).append((user, title_of[movie]))
    return list(title_of.values()), train, test


def dataset(pairs):
    users, titles = zip(*pairs)
    columns = {"user_id": np.array(users), "movie_title": np.array(titles)}
    return tf.data.Dataset.from_tensor_slices(columns)


def embedding_tower(vocabulary):
    return tf.keras.Sequential(
        [
            tf.keras.layers.StringLookup(vocabulary=vocabulary, mask_token=None),
            tf.keras.layers.Embedding(len(vocabulary) + 1, DIM),
        ]
    )


class MovielensModel(tfrs.Model):
    def __init__(self, users, titles, movies, metrics_in_training):
        super().__init__()
        self.user_model = embedding_tower(users)
        self.movie_model = embedding_tower(titles)
        candidates = movies.batch(128).map(self.movie_model)
        metrics = tfrs.metrics.FactorizedTopK(candidates=candidates)
        self.task = tfrs.tasks.Retrieval(metrics=metrics)
        self.metrics_in_training = metrics_in_training

    def compute_loss(self, features, training=False):
        queries = self.user_model(features["user_id"])
        candidates = self.movie_model(features["movie_title"])
        compute_metrics = self.metrics_in_training or not training
        return self.task(queries, candidates, compute_metrics=compute_metrics)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("test_rows")
    parser.add_argument("--metrics-in-training", action="store_true")
    arguments = parser.parse_args()

    use_threads(tf)
    tf.random.set_seed(42)
    titles, train, test = read_movielens(arguments.folder, arguments.test_rows)
    movies = tf.data.Dataset.from_tensor_slices(np.array(titles))
    user_ids = np.unique([user for user, _ in train + test])

    model = MovielensModel(user_ids, np.unique(titles), movies, arguments.metrics_in_training)
    model.compile(optimizer=tf.keras.optimizers.Adagrad(learning_rate=0.1))
    model.fit(dataset(train).shuffle(100_000).batch(8192).cache(), epochs=3, verbose=0)
    metrics = model.evaluate(dataset(test).batch(4096).cache(), return_dict=True, verbose=0)
    top_100 = metrics["factorized_top_k/top_100_categorical_accuracy"]
    print(json.dumps({"top_100": [top_100]}))


if __name__ == "__main__":
    main()
