"""What the twins of our recipes read: MovieLens's own files, and which rows are for testing.

TEST_ROWS holds a line "user<TAB>movie" for each test row. Import this after `contestant`.
"""

from pathlib import Path

import numpy as np
import tensorflow as tf


def read_lines(path, separator):
    return [line.split(separator) for line in Path(path).read_text("latin-1").splitlines()]


def read_ratings_100k(folder, test_rows):
    """Titles of the catalogue, and the train and the test part as dictionaries of columns."""
    title_of = {row[0]: row[1] for row in read_lines(Path(folder, "u.item"), "|")}
    ratings = [
        (user, title_of[movie], float(rating), int(time), movie)
        for user, movie, rating, time in read_lines(Path(folder, "u.data"), "\t")
    ]
    train, test = divide(ratings, lambda row: (row[0], row[4]), test_rows)
    return list(title_of.values()), columns(train), columns(test)


def divide(rows, key_of, test_rows):
    is_test = {tuple(row) for row in read_lines(test_rows, "\t")}
    train = [row for row in rows if key_of(row) not in is_test]
    test = [row for row in rows if key_of(row) in is_test]
    return train, test


def columns(rows):
    users, titles, ratings, times, *_ = zip(*rows)
    return {
        "user_id": np.array(users),
        "movie_title": np.array(titles),
        "rating": np.array(ratings, dtype=np.float32),
        "timestamp": np.array(times),
    }


def dataset(columns, names):
    return tf.data.Dataset.from_tensor_slices({name: columns[name] for name in names})


def values_of(name, train, test):
    """A column of all ratings, which is what the tutorials fit on."""
    return np.concatenate([train[name], test[name]])
