"""The tutorial on context features of TensorFlow Recommenders as one program, from files to metrics.

Which features the query tower reads is an argument: users and times, as in the tutorial, or what is
known of a person, as in the content-based post, or the hour and the day. Layers, sizes and optimizer are
the sources', and so is what is fitted on which rows: on all, unless an argument says otherwise.
"""

from twin import (
    PROBABILITY,
    begin,
    integer_embedding,
    rows_of,
    string_embedding,
    train_and_report,
    twin_parser,
)

import numpy as np  # noqa: I001
import tensorflow as tf
import tensorflow_recommenders as tfrs
from movielens import CALENDAR, PEOPLE, add_calendar, add_people

BUCKETS = 1000
MAX_TOKENS = 10_000


class TimeModel(tf.keras.Model):
    """A time twice: as the embedding of its bucket, and as a number."""

    def __init__(self, times, dim):
        super().__init__()
        edges = np.linspace(times.min(), times.max(), num=BUCKETS)
        self.embedding = tf.keras.Sequential(
            [
                tf.keras.layers.Discretization(edges.tolist()),
                tf.keras.layers.Embedding(BUCKETS + 1, dim),
            ]
        )
        self.normalization = tf.keras.layers.Normalization(axis=None)
        self.normalization.adapt(times)

    def call(self, times):
        numbers = tf.reshape(self.normalization(times), (-1, 1))
        return tf.concat([self.embedding(times), numbers], axis=1)


class QueryInput(tf.keras.Model):
    def __init__(self, names, values, dim):
        super().__init__()
        makers = {"user_id": string_embedding, "timestamp": TimeModel}
        self.parts = {name: makers.get(name, integer_embedding)(values[name], dim) for name in names}

    def call(self, inputs):
        return tf.concat([part(inputs[name]) for name, part in self.parts.items()], axis=1)


class TitleInput(tf.keras.Model):
    def __init__(self, titles, dim):
        super().__init__()
        words = tf.keras.layers.TextVectorization(max_tokens=MAX_TOKENS)
        words.adapt(tf.data.Dataset.from_tensor_slices(titles).batch(128))
        self.title = string_embedding(titles, dim)
        self.words = tf.keras.Sequential(
            [
                words,
                tf.keras.layers.Embedding(MAX_TOKENS, dim, mask_zero=True),
                tf.keras.layers.GlobalAveragePooling1D(),
            ]
        )

    def call(self, titles):
        return tf.concat([self.title(titles), self.words(titles)], axis=1)


def with_layers(inputs, sizes):
    """Dense layers, ReLU on all but the last."""
    *hidden, last = sizes
    relu = [tf.keras.layers.Dense(size, activation="relu") for size in hidden]
    return tf.keras.Sequential([inputs, *relu, tf.keras.layers.Dense(last)])


class FeatureTowers(tfrs.Model):
    def __init__(self, titles, values, arguments):
        super().__init__()
        self.features = arguments.features
        self.metrics_in_training = arguments.metrics_in_training
        query = QueryInput(self.features, values, arguments.dim)
        self.query_model = with_layers(query, arguments.layers)
        self.candidate_model = with_layers(TitleInput(titles, arguments.dim), arguments.layers)
        candidates = tf.data.Dataset.from_tensor_slices(titles).batch(128).map(self.candidate_model)
        self.task = tfrs.tasks.Retrieval(metrics=tfrs.metrics.FactorizedTopK(candidates=candidates))

    def compute_loss(self, features, training=False):
        return self.task(
            self.query_model({name: features[name] for name in self.features}),
            self.candidate_model(features["movie_title"]),
            candidate_sampling_probability=features.get(PROBABILITY),
            compute_metrics=self.metrics_in_training or not training,
        )


def main():
    parser = twin_parser(__doc__)
    parser.add_argument("--features", nargs="+", default=["user_id"])
    parser.add_argument("--layers", nargs="+", type=int, default=[32])
    parser.add_argument("--fit-on-train", action="store_true", help="know no value of test rows")
    arguments = parser.parse_args()
    catalogue, train, test = begin(arguments)
    for part in (train, test):
        if PEOPLE & set(arguments.features):
            add_people(arguments.folder, part)
        if CALENDAR & set(arguments.features):
            add_calendar(part)
    known = [train, test]
    if arguments.fit_on_train:
        known = [train]
        # Float32 has seconds since 1970 to the minute: the last bucket, that of all test rows, would gain rows.
        first = train["timestamp"].min()
        for part in (train, test):
            part["timestamp"] -= first
    values = {name: np.concatenate([part[name] for part in known]) for name in arguments.features}
    model = FeatureTowers(catalogue["movie_title"], values, arguments)
    names = [*arguments.features, "movie_title"]
    train_and_report(model, rows_of(train, names), rows_of(test, names), arguments)


if __name__ == "__main__":
    main()
