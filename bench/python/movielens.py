"""What the twins of our recipes read: MovieLens's own files, and which of their rows are for testing.

A file TEST_ROWS holds a line "user<TAB>film's id" for each test row.
"""

import csv
from bisect import bisect
from pathlib import Path

import numpy as np

AGES = [1, 18, 25, 35, 45, 50, 56]
OCCUPATIONS = "u.occupation"
PEOPLE = {"bucketized_user_age", "user_occupation_label", "user_gender"}
CALENDAR = {"hour", "day_of_week"}


def read_lines(path, separator, encoding="latin-1"):
    return [line.split(separator) for line in Path(path).read_text(encoding).splitlines()]


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def read_100k(folder):
    return read_lines(folder / "u.item", "|"), read_lines(folder / "u.data", "\t")


def read_1m(folder):
    return read_lines(folder / "movies.dat", "::"), read_lines(folder / "ratings.dat", "::")


def read_latest_small(folder):
    return read_csv(folder / "movies.csv"), read_csv(folder / "ratings.csv")


READERS = {"ml-100k": read_100k, "ml-1m": read_1m, "ml-latest-small": read_latest_small}


def read_movielens(folder, test_rows):
    """The catalogue, the train rows and the test rows, each a dictionary of columns."""
    folder = Path(folder)
    movies, ratings = READERS[folder.name](folder)
    title_of = {row[0]: row[1] for row in movies}
    is_test = {tuple(row) for row in read_lines(test_rows, "\t")}
    parts = [[], []]
    for user, movie, rating, time in ratings:
        parts[(user, movie) in is_test].append((user, movie, title_of[movie], rating, time))
    catalogue = {"movie_id": np.array([*title_of]), "movie_title": np.array([*title_of.values()])}
    return catalogue, *[columns(rows) for rows in parts]


def columns(rows):
    users, movies, titles, ratings, times = zip(*rows)
    return {
        "user_id": np.array(users),
        "movie_id": np.array(movies),
        "movie_title": np.array(titles),
        "rating": np.array(ratings, dtype=np.float32),
        "timestamp": np.array(times, dtype=np.int64),
    }


def add_people(folder, rows):
    """Puts what 100k tells of each row's user beside it."""
    occupations = Path(folder, OCCUPATIONS).read_text("latin-1").split()
    people = {
        user: (AGES[max(0, bisect(AGES, int(age)) - 1)], occupations.index(work), int(gender == "M"))
        for user, age, gender, work, _ in read_lines(Path(folder, "u.user"), "|")
    }
    ages, works, genders = zip(*[people[user] for user in rows["user_id"]])
    rows["bucketized_user_age"] = np.array(ages)
    rows["user_occupation_label"] = np.array(works)
    rows["user_gender"] = np.array(genders)


def add_calendar(rows):
    """Puts the hour (UTC) and the day of the week, 0 for Monday, of each row's time beside it."""
    hours = rows["timestamp"] // 3600
    rows["hour"] = hours % 24
    rows["day_of_week"] = (hours // 24 + 3) % 7
