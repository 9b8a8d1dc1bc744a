"""The retrieval model of TensorFlow Recommenders' basic tutorial as one program, from files to metrics.

Its data set, batches and epochs are arguments, so that it is the twin of every recipe of id towers.
"""

from twin import PROBABILITY, begin, rows_of, string_embedding, train_and_report, twin_parser

import numpy as np  # noqa: I001
import tensorflow as tf
import tensorflow_recommenders as tfrs


class IdTowers(tfrs.Model):
    def __init__(self, catalogue, users, arguments):
        super().__init__()
        self.item = arguments.item
        self.metrics_in_training = arguments.metrics_in_training
        self.user_model = string_embedding(users, arguments.dim)
        self.item_model = string_embedding(catalogue[self.item], arguments.dim)
        items = tf.data.Dataset.from_tensor_slices(catalogue[self.item])
        candidates = items.batch(128).map(self.item_model)
        self.task = tfrs.tasks.Retrieval(metrics=tfrs.metrics.FactorizedTopK(candidates=candidates))

    def compute_loss(self, features, training=False):
        return self.task(
            self.user_model(features["user_id"]),
            self.item_model(features[self.item]),
            candidate_sampling_probability=features.get(PROBABILITY),
            compute_metrics=self.metrics_in_training or not training,
        )


def main():
    parser = twin_parser(__doc__)
    parser.add_argument("--item", default="movie_title", help="the column that tells items apart")
    arguments = parser.parse_args()
    catalogue, train, test = begin(arguments, arguments.item)
    names = ["user_id", arguments.item]
    users = np.concatenate([train["user_id"], test["user_id"]])
    model = IdTowers(catalogue, users, arguments)
    train_and_report(model, rows_of(train, names), rows_of(test, names), arguments)


if __name__ == "__main__":
    main()
