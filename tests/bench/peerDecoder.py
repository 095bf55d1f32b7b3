"""Decodes rows of log posteriors with pyctcdecode, for peerDecoder.ts: a question as JSON on stdin, answers on stdout."""

import json
import logging
import os
import sys
import time

import numpy
from pyctcdecode import build_ctcdecoder

logging.disable(logging.WARNING)


def unigrams_of(arpa):
    """The words of the model, which pyctcdecode wants to be told."""
    words = []
    with open(arpa, encoding="utf8") as lines:
        for line in lines:
            if line.startswith("\\2-grams"):
                break
            fields = line.rstrip("\n").split("\t")
            if len(fields) > 1 and not fields[1].startswith("<"):
                words.append(fields[1])
    return words


question = json.load(sys.stdin)
rows = [
    numpy.fromfile(os.path.join(question["folder"], f"{index}.f32"), dtype=numpy.float32).reshape(-1, question["labels"])
    for index in range(question["count"])
]
decoder = build_ctcdecoder(
    [*question["symbols"], ""], kenlm_model_path=question["arpa"], unigrams=unigrams_of(question["arpa"])
)
answers = []
for alpha in question["alphas"]:
    for beta in question["betas"]:
        decoder.reset_params(alpha=float(alpha), beta=float(beta))
        begun = time.perf_counter()
        texts = [decoder.decode(row, beam_width=question["beam"]) for row in rows]
        answers.append({"alpha": alpha, "beta": beta, "seconds": time.perf_counter() - begun, "texts": texts})
json.dump(answers, sys.stdout)
