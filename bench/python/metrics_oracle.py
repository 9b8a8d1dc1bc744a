"""What ir-measures and scikit-learn say of the rankings in a file.

Reads the worlds that oracle-metrics/worlds.ts made, orders every user's catalogue itself (stable, so that
equal scores stand in catalogue order) and writes one JSON array a line:
[oracle, metric, cut-off or null, world, user or null for all, value].
"""

import json
import math
import sys

import ir_measures
import numpy as np
from ir_measures import AP, P, R, RR, Success, nDCG
from sklearn.metrics import (
    label_ranking_average_precision_score,
    mean_absolute_error,
    ndcg_score,
    roc_auc_score,
    root_mean_squared_error,
    top_k_accuracy_score,
)
from sklearn.metrics.pairwise import cosine_distances

OF_LISTS = {"precision": P, "recall": R, "hit_rate": Success, "ndcg": nDCG, "mrr": RR, "map": AP}


def say(oracle, metric, cutoff, world, user, value):
    print(json.dumps([oracle, metric, cutoff, world, user, float(value)]))


def best_first(user):
    """The candidates that are not excluded, by falling score, equal ones in catalogue order."""
    order = np.argsort(-np.asarray(user["scores"]), kind="stable")
    excluded = set(user["excluded"])
    return [int(candidate) for candidate in order if int(candidate) not in excluded]


def ask_ir_measures(number, users, lists, cutoffs):
    wanted = {measure @ k: (name, k) for name, measure in OF_LISTS.items() for k in cutoffs}
    qrels = [
        ir_measures.Qrel(str(u), f"{item}" if item >= 0 else f"unknown {i}", 1)
        for u, user in enumerate(users)
        for i, item in enumerate(user["items"])
    ]
    run = [
        ir_measures.ScoredDoc(str(u), str(item), len(lists[u]) - place)
        for u in range(len(users))
        for place, item in enumerate(lists[u])
    ]
    for metric in ir_measures.iter_calc(list(wanted), qrels, run):
        name, cutoff = wanted[metric.measure]
        say("ir-measures", name, cutoff, number, int(metric.query_id), metric.value)


def ask_scikit_learn(number, users, lists, cutoffs):
    for u, user in enumerate(users):
        items = set(user["items"])
        # Unknown items are positives below everything.
        unknown = sum(item < 0 for item in user["items"])
        truth = np.array([item in items for item in lists[u]] + [True] * unknown)
        score = -np.arange(len(truth), dtype=float)
        score[len(lists[u]) :] = -len(truth)
        if not truth.all():
            say("scikit-learn", "auc", None, number, u, roc_auc_score(truth, score))
        if unknown == 0 and len(truth) > 1:
            whole = label_ranking_average_precision_score([truth], [score])
            say("scikit-learn", "map", max(cutoffs), number, u, whole)
            for k in cutoffs:
                say("scikit-learn", "ndcg", k, number, u, ndcg_score([truth], [score], k=k))


def ask_top_k(number, users, lists, cutoffs, numbers_of_items):
    """Row by row: one class is right, out of all candidates."""
    labels = range(numbers_of_items)
    rows = [(u, item) for u, user in enumerate(users) for item in user["items"] if item >= 0]
    everything = sum(len(user["items"]) for user in users)
    scores = np.full((len(rows), numbers_of_items), -float(numbers_of_items) - 1)
    for row, (u, _) in enumerate(rows):
        scores[row, lists[u]] = -np.arange(len(lists[u]))
    for k in cutoffs:
        if 2 < numbers_of_items and k < numbers_of_items:
            truth = [item for _, item in rows]
            hits = top_k_accuracy_score(truth, scores, k=k, labels=labels, normalize=False)
            say("scikit-learn", "top_k", k, number, None, hits / everything)


def ask_of_lists(number, world, lists, cutoffs):
    vectors = np.asarray(world["vectors"], dtype=float)
    counts = np.asarray(world["trainCounts"], dtype=float)
    typical = (counts**2).sum() / counts.sum()
    for k in cutoffs:
        cut = [found[:k] for found in lists]
        pairs = [cosine_distances(vectors[found])[np.triu_indices(len(found), 1)] for found in cut]
        diversity = np.mean([pair.mean() if len(pair) else 0 for pair in pairs])
        information = -np.log2((counts + 1) / (counts + 1).sum())
        say("scikit-learn", "diversity", k, number, None, diversity)
        say("NumPy", "novelty", k, number, None, np.mean([information[f].mean() for f in cut]))
        say("NumPy", "coverage", k, number, None, len(set().union(*cut)) / len(counts))
        popularity = np.mean([counts[found].mean() for found in cut]) / typical
        say("NumPy", "popularity_bias", k, number, None, popularity)


def main(file):
    with open(file, encoding="utf8") as opened:
        given = json.load(opened)
    cutoffs = given["cutoffs"]
    for number, world in enumerate(given["worlds"]):
        users = world["users"]
        lists = [best_first(user) for user in users]
        ask_ir_measures(number, users, lists, cutoffs)
        ask_scikit_learn(number, users, lists, cutoffs)
        ask_top_k(number, users, lists, cutoffs, len(world["trainCounts"]))
        ask_of_lists(number, world, lists, cutoffs)
        ratings, predictions = world["ratings"], world["predictions"]
        rmse = root_mean_squared_error(ratings, predictions)
        assert math.isfinite(rmse)
        say("scikit-learn", "rmse", None, number, None, rmse)
        say("scikit-learn", "mae", None, number, None, mean_absolute_error(ratings, predictions))


main(sys.argv[1])
