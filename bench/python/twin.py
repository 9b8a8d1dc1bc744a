"""What the twins of our recipes in TensorFlow Recommenders share. Needs TF_USE_LEGACY_KERAS=1."""

import argparse
import json
from collections import Counter

from contestant import use_threads

import numpy as np  # noqa: E402, I001
import tensorflow as tf  # noqa: E402
from movielens import read_movielens  # noqa: E402

PROBABILITY = "probability"
METRIC = "factorized_top_k/top_100_categorical_accuracy"


def twin_parser(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("folder", help="a MovieLens data set, such as data/ml-100k")
    parser.add_argument("test_rows", help="a file with a line 'user<TAB>film id' for each test row")
    parser.add_argument("--dim", type=int, default=32)
    parser.add_argument("--batch", type=int, default=8192)
    parser.add_argument("--test-batch", type=int, default=4096)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--then-epochs", type=int, help="so many more at a tenth of the learning rate")
    parser.add_argument("--validate-every", type=int, help="how many epochs apart to look at the test rows")
    parser.add_argument("--log-q", action="store_true", help="correct for popular items")
    parser.add_argument("--same-batches", action="store_true", help="shuffle once for all epochs")
    parser.add_argument("--metrics-in-training", action="store_true")
    parser.add_argument("--report-train", action="store_true", help="rank the train rows as well")
    parser.add_argument("--seed", type=int, default=42)
    return parser


def begin(arguments, item="movie_title"):
    """Readies TensorFlow and reads the data. `item` is the column that tells items apart."""
    use_threads(tf)
    tf.random.set_seed(arguments.seed)
    catalogue, train, test = read_movielens(arguments.folder, arguments.test_rows)
    if arguments.log_q:
        counts = Counter(train[item].tolist())
        for part in (train, test):
            shares = [counts[each] / len(train[item]) for each in part[item].tolist()]
            part[PROBABILITY] = np.array(shares, np.float32)
    return catalogue, train, test


def embedding_of(lookup):
    """An embedding of what `lookup` knows; `dim` numbers for each value, and for an unknown one."""
    return lambda dim: tf.keras.Sequential(
        [lookup, tf.keras.layers.Embedding(lookup.vocabulary_size(), dim)]
    )


def string_embedding(values, dim):
    lookup = tf.keras.layers.StringLookup(vocabulary=np.unique(values), mask_token=None)
    return embedding_of(lookup)(dim)


def integer_embedding(values, dim):
    lookup = tf.keras.layers.IntegerLookup(vocabulary=np.unique(values), mask_token=None)
    return embedding_of(lookup)(dim)


def rows_of(columns, names):
    """What a model reads of its rows: these columns, and how probable the item is if `--log-q` asks."""
    names = [*names, *(name for name in columns if name == PROBABILITY)]
    return tf.data.Dataset.from_tensor_slices({name: columns[name] for name in names})


def train_and_report(model, train, test, arguments, reported=None):
    """Trains, ranks the test rows and prints what came out as one line of JSON."""
    batches = train.shuffle(len(train)).batch(arguments.batch)
    if arguments.same_batches:
        batches = batches.cache()
    test_batches = test.batch(arguments.test_batch).cache()
    validation = {}
    if arguments.validate_every:
        every = arguments.validate_every
        validation = {"validation_data": test_batches, "validation_freq": every}

    def trained(epochs, learning_rate):
        model.compile(optimizer=tf.keras.optimizers.Adagrad(learning_rate))
        model.fit(batches, epochs=epochs, verbose=0, **validation)
        return model.evaluate(test_batches, return_dict=True, verbose=0)

    metrics = trained(arguments.epochs, 0.1)
    if arguments.then_epochs:
        metrics = trained(arguments.then_epochs, 0.01)
    print("test: ranked", flush=True)
    values = {key: [metrics[name]] for key, name in (reported or {"top_100": METRIC}).items()}
    if arguments.report_train:
        values["train_top_100"] = [model.evaluate(batches, return_dict=True, verbose=0)[METRIC]]
    print(json.dumps(values))
