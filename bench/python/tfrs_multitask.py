"""The multi-task tutorial of TensorFlow Recommenders as one program, from files to metrics.

Retrieval and rating share the towers; a head of dense layers reads both of their outputs.
"""

from twin import METRIC, begin, rows_of, string_embedding, train_and_report, twin_parser

import numpy as np  # noqa: I001
import tensorflow as tf
import tensorflow_recommenders as tfrs

NAMES = ["user_id", "movie_title", "rating"]


class MultiTask(tfrs.Model):
    def __init__(self, titles, users, arguments):
        super().__init__()
        self.metrics_in_training = arguments.metrics_in_training
        self.user_model = string_embedding(users, arguments.dim)
        self.movie_model = string_embedding(titles, arguments.dim)
        self.rating_model = tf.keras.Sequential(
            [
                tf.keras.layers.Dense(256, activation="relu"),
                tf.keras.layers.Dense(128, activation="relu"),
                tf.keras.layers.Dense(1),
            ]
        )
        candidates = tf.data.Dataset.from_tensor_slices(titles).batch(128).map(self.movie_model)
        self.retrieval = tfrs.tasks.Retrieval(
            metrics=tfrs.metrics.FactorizedTopK(candidates=candidates)
        )
        self.rating = tfrs.tasks.Ranking(
            loss=tf.keras.losses.MeanSquaredError(),
            metrics=[tf.keras.metrics.RootMeanSquaredError()],
        )

    def compute_loss(self, features, training=False):
        users = self.user_model(features["user_id"])
        movies = self.movie_model(features["movie_title"])
        ratings = self.rating_model(tf.concat([users, movies], axis=1))
        compute_metrics = self.metrics_in_training or not training
        rating_loss = self.rating(labels=features["rating"], predictions=ratings)
        return rating_loss + self.retrieval(users, movies, compute_metrics=compute_metrics)


def main():
    arguments = twin_parser(__doc__).parse_args()
    catalogue, train, test = begin(arguments)
    users = np.concatenate([train["user_id"], test["user_id"]])
    model = MultiTask(catalogue["movie_title"], users, arguments)
    reported = {"top_100": METRIC, "rmse": "root_mean_squared_error"}
    train_and_report(model, rows_of(train, NAMES), rows_of(test, NAMES), arguments, reported)


if __name__ == "__main__":
    main()
