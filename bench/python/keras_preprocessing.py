"""Random columns as Keras's preprocessing layers encode them: a line of JSON for each column.

    python keras_preprocessing.py KIND COLUMNS SEED

A line holds Keras's own `settings`, the column that the layer was adapted to (`fit`, absent where there
is nothing to learn), the column that it encoded (`encode`), and what came out (`expected`). A column
depends on kind, number and seed alone.
"""

import json
import os
import random
import sys

os.environ["KERAS_BACKEND"] = "tensorflow"

import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402
from keras import layers  # noqa: E402

WORDS = (
    "a b the The of and star Star STAR wars war 1977 1996 07 -3 x y2k e-mail don't o'clock "
    "[UNK] __proto__ constructor toString null NaN é É ñandú straße STRASSE ẞ İstanbul ıi ΑΒΓ αβς ǅ ﬁ "
    "Привет שלום مرحبا हिन्दी ไทย 東京 서울 きゃ e\u0301 n\u0303 A\u030a \u202eabc 👍 👍🏽 👩\u200d👩\u200d👧 🇩🇪 😀 "
    "\ufeffbom \ud7ff \ue000 \uffff 𝒳 ½ ② ﹏ … — “quoted” ’tis ¿qué? 。、 & && !? \\ ~ ` ^ | <b> a.b,c;d #1 $5 100% (x)"
).split(" ")
PUNCTUATION = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'’“”—…¿¡«»。"
BLANKS = [" ", "  ", "\t", "\n", "\r\n", "\v", "\f"]
OTHER_BLANKS = list("\u00a0\u1680\u2003\u2028\u202f\u3000\u0085\u001c\u001f\u200b\0")


def any_character(draw):
    top = draw.choice([0x20, 0x7F, 0xFF, 0x7FF, 0xFFFF, 0x10FFFF])
    code = draw.randint(0, top)
    return "?" if 0xD800 <= code <= 0xDFFF else chr(code)


def word(draw):
    kind = draw.random()
    if kind < 0.6:
        return draw.choice(WORDS)
    if kind < 0.75:
        return str(draw.randint(-20, 2000))
    if kind < 0.8:
        return draw.choice(WORDS) + draw.choice(PUNCTUATION) + draw.choice(WORDS)
    if kind < 0.85:
        return draw.choice(WORDS) + draw.choice(OTHER_BLANKS) + draw.choice(["", draw.choice(WORDS)])
    longest = draw.choice([3, 8, 17, 33, 65, 200])
    return "".join(any_character(draw) for _ in range(draw.randint(0, longest)))


def text(draw):
    """A cell of a text column: a few words, with blanks of all kinds between and around them."""
    if draw.random() < 0.08:
        return draw.choice(["", " ", "\t\n", "!", "...", "\u00a0", "\0"])
    parts = [draw.choice(["", "", draw.choice(BLANKS)])]
    for _ in range(draw.randint(1, 7)):
        parts += [word(draw), draw.choice(BLANKS + [draw.choice(PUNCTUATION + " ")])]
    return "".join(parts)


def cell(draw):
    return draw.choice([word, word, text])(draw) if draw.random() > 0.04 else ""


def columns_of(draw, make, unseen=0.2):
    """Two columns over the same few values, the second also with values that the first lacks."""
    values = [make(draw) for _ in range(draw.randint(1, 25))]
    common = [draw.choice(values) for _ in range(3)] + values
    fit = [draw.choice(common) for _ in range(draw.randint(1, 80))]
    encode = [make(draw) if draw.random() < unseen else draw.choice(values) for _ in range(draw.randint(1, 40))]
    return fit, encode


def strings(column):
    return tf.constant([value.encode() for value in column])


def tensor(column):
    return strings(column) if isinstance(column[0], str) else tf.constant(column, dtype="int64")


def integer(draw):
    if draw.random() < 0.7:
        return draw.randint(-9, 30)
    return draw.choice([-1, 1]) * draw.randint(0, draw.choice([1000, 2**31 - 1, 2**53 - 1]))


def number(draw, scale, offset):
    return offset + scale * draw.choice([draw.gauss(0, 1), draw.random(), draw.randint(-5, 5)])


def plain(array):
    return array.to_list() if isinstance(array, tf.RaggedTensor) else np.asarray(array).tolist()


def lookup(draw, layer, make, masks, oov_token):
    """A column for one of the two lookup layers, fitted or with a given vocabulary."""
    settings = {
        "num_oov_indices": draw.choice([1, 1, 1, 2, 3, 7]),
        "mask_token": draw.choice([None, None, *masks]),
    }
    special = settings["num_oov_indices"] + (settings["mask_token"] is not None)
    fit, encode = columns_of(draw, make)
    fit.append(type(oov_token)("7"))  # Keras cannot encode where all that it saw were special tokens.
    column = {"settings": settings, "encode": encode + masks}
    if draw.random() < 0.25:
        left_out = (settings["mask_token"], oov_token)
        # It goes through NumPy, which takes a NUL off the end of a string.
        known = (value for value in dict.fromkeys(fit) if not str(value).endswith("\0"))
        settings["vocabulary"] = [value for value in known if value not in left_out]
    else:
        column["fit"] = fit
        if draw.random() < 0.4:
            settings["max_tokens"] = special + draw.randint(1, 15)
    made = layer(**settings)
    if "fit" in column:
        made.adapt(tensor(fit))
    column["expected"] = plain(made(tensor(column["encode"])))
    return column


def string_lookup(draw):
    return lookup(draw, layers.StringLookup, cell, ["", "1977"], "[UNK]")


def integer_lookup(draw):
    return lookup(draw, layers.IntegerLookup, integer, [0, -9], -1)


def hashing(draw, **more):
    bins = draw.choice([2 if "mask_value" in more else 1, 2, 3, draw.randint(2, 5000), 200_000, 2**31 - 1])
    settings = {"num_bins": bins, **more}
    encode = [cell(draw) for _ in range(draw.randint(1, 60))] + ["", "the"]
    if "mask_value" not in more and draw.random() < 0.25:
        encode = [integer(draw) for _ in encode]
    return {
        "settings": settings,
        "encode": encode,
        "expected": plain(layers.Hashing(**settings)(tensor(encode))),
    }


def salt(draw):
    return draw.choice([0, 1, 133, draw.randint(0, 2**31), draw.randint(0, 2**53 - 1)])


def hashing_salted(draw):
    return hashing(draw, salt=draw.choice([salt(draw), [salt(draw), salt(draw)]]))


def hashing_masked(draw):
    more = {"salt": salt(draw)} if draw.random() < 0.3 else {}
    return hashing(draw, mask_value=draw.choice(["", "the", "\0", "é"]), **more)


def hashed_crossing(draw):
    settings = {"num_bins": draw.choice([1, 2, draw.randint(2, 5000), 200_000, 2**31 - 1])}
    rows = draw.randint(1, 60)
    kinds = [draw.choice([cell, cell, integer]) for _ in range(draw.choice([2, 2, 3]))]
    encode = [[kind(draw) for _ in range(rows)] for kind in kinds]
    made = layers.HashedCrossing(**settings)
    return {"settings": settings, "encode": encode, "expected": plain(made([tensor(x) for x in encode]))}


def single(values):
    """The same numbers where they are rounded to float32, as the layer keeps its boundaries."""
    return [float(np.float32(value)) for value in values]


def normalization(draw, dtype):
    offset = draw.choice([0.0, 0.0, 1.0, 880_000_000.0, -1e6])
    # Where deviations are far below the mean, or there are none, its rounding is all that is left.
    scale = max(10.0 ** draw.randint(-6, 7), abs(offset) / 10_000)
    fit, encode = columns_of(draw, lambda d: number(d, scale, offset))
    if draw.random() < 0.4 or len(set(fit)) == 1:
        fit, encode = [float(round(x)) for x in fit], [float(round(x)) for x in encode]
    settings, column = {"dtype": dtype}, {"encode": encode}
    if draw.random() < 0.2:
        settings["mean"], settings["variance"] = single([offset, draw.choice([0.0, scale, scale * scale])])
    else:
        column["fit"] = fit
    made = layers.Normalization(axis=None, **settings)
    if "fit" in column:
        made.adapt(np.array(fit))
    return {"settings": settings, **column, "expected": plain(made(np.array(encode)))}


def discretization(draw):
    scale, offset = 10.0 ** draw.randint(-3, 6), draw.choice([0.0, 880_000_000.0])
    boundaries = sorted({*single(number(draw, scale, offset) for _ in range(draw.randint(1, 40)))})
    around = [value for edge in boundaries for value in (edge, np.nextafter(np.float32(edge), np.float32(0)))]
    encode = single([*draw.sample(around, min(20, len(around))), *(number(draw, scale, offset) for _ in range(30))])
    made = layers.Discretization(boundaries)
    settings = {"bin_boundaries": boundaries}
    return {"settings": settings, "encode": encode, "expected": plain(made(np.array(encode)))}


def discretization_fitted(draw):
    settings = {"num_bins": draw.randint(2, 20)}
    scale, rows = 10.0 ** draw.randint(-3, 6), draw.choice([30, 150, 400])
    fit = single(number(draw, scale, 0) for _ in range(draw.randint(1, rows)))
    encode = [*draw.sample(fit, min(len(fit), 20)), *single(number(draw, scale, 0) for _ in range(20))]
    made = layers.Discretization(**settings)
    made.adapt(np.array(fit))
    expected = {"boundaries": made.bin_boundaries}
    if made.bin_boundaries:
        expected["ids"] = plain(made(np.array(encode)))
    return {"settings": settings, "fit": fit, "encode": encode, "expected": expected}


def text_vectorization(draw, output_mode):
    settings = {
        "output_mode": output_mode,
        "standardize": draw.choice(
            ["lower_and_strip_punctuation", "lower_and_strip_punctuation", "lower", "strip_punctuation", None]
        ),
        "split": draw.choice(["whitespace", "whitespace", "whitespace", "character", None]),
    }
    if settings["split"] and draw.random() < 0.4:  # Without a split Keras's n-grams run across rows.
        settings["ngrams"] = draw.choice([1, 2, 2, 3, [2], [3, 1]])
    fit, encode = columns_of(draw, text if settings["split"] else cell)
    fit, column = [*fit, "words enough"], {"settings": settings, "encode": encode}
    if output_mode == "int":
        if settings["split"] and draw.random() < 0.5:
            settings["output_sequence_length"] = draw.randint(1, 9)
        settings["ragged"] = bool(settings["split"]) and draw.random() < 0.5
    if output_mode != "tf_idf" and draw.random() < 0.2:
        settings["vocabulary"] = list(dict.fromkeys(w for w in WORDS if w != "[UNK]" and draw.random() < 0.3))
    else:
        column["fit"] = fit
        if draw.random() < 0.4:
            settings["max_tokens"] = draw.randint(4, 30)
            if output_mode != "int":
                settings["pad_to_max_tokens"] = draw.random() < 0.5
    ngrams = settings.get("ngrams")
    made = layers.TextVectorization(**{**settings, "ngrams": tuple(ngrams) if isinstance(ngrams, list) else ngrams})
    if "fit" in column:
        made.adapt(strings(fit))
    cells = strings(encode)
    column["expected"] = plain(made(cells if settings["split"] else tf.expand_dims(cells, -1)))
    return column


def category_encoding(draw, output_mode):
    settings = {"num_tokens": draw.randint(1, 40), "output_mode": output_mode}
    encode = [
        [draw.randrange(settings["num_tokens"]) for _ in range(draw.choice([0, 1, 2, 5, 12]))]
        for _ in range(draw.randint(1, 40))
    ]
    made = layers.CategoryEncoding(**settings)
    ragged = tf.ragged.constant(encode, dtype="int64", ragged_rank=1)
    return {"settings": settings, "encode": encode, "expected": plain(made(ragged))}


KINDS = {
    "StringLookup": string_lookup,
    "IntegerLookup": integer_lookup,
    "Hashing": hashing,
    "Hashing, salted": hashing_salted,
    "Hashing, masked": hashing_masked,
    "HashedCrossing": hashed_crossing,
    "Normalization, float32": lambda draw: normalization(draw, "float32"),
    "Normalization, float64": lambda draw: normalization(draw, "float64"),
    "Discretization": discretization,
    "Discretization, fitted": discretization_fitted,
    "TextVectorization, int": lambda draw: text_vectorization(draw, "int"),
    "TextVectorization, multi_hot": lambda draw: text_vectorization(draw, "multi_hot"),
    "TextVectorization, count": lambda draw: text_vectorization(draw, "count"),
    "TextVectorization, tf_idf": lambda draw: text_vectorization(draw, "tf_idf"),
    "CategoryEncoding, multi_hot": lambda draw: category_encoding(draw, "multi_hot"),
    "CategoryEncoding, count": lambda draw: category_encoding(draw, "count"),
}


def main(kind, columns, seed):
    for index in range(int(columns)):
        column = KINDS[kind](random.Random(f"{seed}/{kind}/{index}"))
        sys.stdout.write(json.dumps(column, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
