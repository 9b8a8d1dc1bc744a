"""The multi-task tutorial of TensorFlow Recommenders as one program, from files to metrics.

Retrieval and rating share the towers; a head of dense layers reads both of their outputs.
"""

from twin import METRIC, PROBABILITY, begin, rows_of, string_embedding, train_and_report, twin_parser

import numpy as np  # noqa: I001
import tensorflow as tf
import tensorflow_recommenders as tfrs


class MultiTask(tfrs.Model):
    def __init__(self, items, users, arguments):
        super().__init__()
        self.item = arguments.item
        self.metrics_in_training = arguments.metrics_in_training
        self.user_model = string_embedding(users, arguments.dim)
        self.movie_model = string_embedding(items, arguments.dim)
        self.rating_model = tf.keras.Sequential(
            [
                tf.keras.layers.Dense(256, activation="relu"),
                tf.keras.layers.Dense(128, activation="relu"),
                tf.keras.layers.Dense(1),
            ]
        )
        candidates = tf.data.Dataset.from_tensor_slices(items).batch(128).map(self.movie_model)
        self.retrieval = tfrs.tasks.Retrieval(
            metrics=tfrs.metrics.FactorizedTopK(candidates=candidates)
        )
        self.rating = tfrs.tasks.Ranking(
            loss=tf.keras.losses.MeanSquaredError(),
            metrics=[tf.keras.metrics.RootMeanSquaredError()],
        )

    def compute_loss(self, features, training=False):
        users = self.user_model(features["user_id"])
        movies = self.movie_model(features[self.item])
        ratings = self.rating_model(tf.concat([users, movies], axis=1))
        compute_metrics = self.metrics_in_training or not training
        rating_loss = self.rating(labels=features["rating"], predictions=ratings)
        retrieval_loss = self.retrieval(
            users,
            movies,
            candidate_sampling_probability=features.get(PROBABILITY),
            compute_metrics=compute_metrics,
        )
        return rating_loss + retrieval_loss


def main():
    parser = twin_parser(__doc__)
    parser.add_argument("--item", default="movie_title", help="the column that tells items apart")
    arguments = parser.parse_args()
    catalogue, train, test = begin(arguments, arguments.item)
    names = ["user_id", arguments.item, "rating"]
    users = np.concatenate([train["user_id"], test["user_id"]])
    model = MultiTask(catalogue[arguments.item], users, arguments)
    reported = {"top_100": METRIC, "rmse": "root_mean_squared_error"}
    train_and_report(model, rows_of(train, names), rows_of(test, names), arguments, reported)


if __name__ == "__main__":
    main()
