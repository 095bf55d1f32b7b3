"""Writes what a run has learnt as a model of the app.

    python export.py CONFIG.json RUN CHECKPOINT OUT.utter

The statistics of batch normalisation are taken anew over recordings as they are, whole and streamed by turns, without dropout: those that
followed the training lag behind the weights and are those of augmented recordings (Wu and Johnson 2021 §3). The mean of several
checkpoints' weights goes through the same gate: name them with commas between. One may be the model of the app that a run began with.
"""
import json
import sys
from pathlib import Path

import torch
from torch import Tensor

from model import WHOLE, MaskedBatchNorm, Sight, write_utter
from train import Corpus, Model, batch_of, batches_of, take_up

SETTLING_BATCHES, SETTLING_SECONDS = 24, 100
STREAMED = Sight(16, 32, 240)


@torch.no_grad()
def settle(model: Model, corpus: Corpus) -> None:
    norms = [module for module in model.modules() if isinstance(module, MaskedBatchNorm)]
    model.train()
    model.network.dropout = 0.0
    sums = [[torch.zeros_like(norm.mean), torch.zeros_like(norm.mean)] for norm in norms]
    for norm in norms:
        norm.kept = 0.0  # each batch leaves its own statistics
    batches = batches_of(corpus.by_use["train"], SETTLING_SECONDS, 77, 0)[:SETTLING_BATCHES]
    for number, recordings in enumerate(batches):
        sight = WHOLE if number % 2 == 0 else STREAMED
        mel, lengths, *_ = batch_of(corpus, recordings, sight == WHOLE, None, model.log_mel)
        model(mel, lengths, sight, len(model.encoder.layers))
        for norm, (mean, square) in zip(norms, sums):
            mean += norm.mean / len(batches)
            square += (norm.variance + norm.mean**2) / len(batches)
    for norm, (mean, square) in zip(norms, sums):
        norm.mean.copy_(mean)
        norm.variance.copy_(square - mean**2)
    model.eval()


def weights_of(path: str, config: dict, corpus: Corpus) -> dict[str, Tensor]:
    if not path.endswith(".utter"):
        return torch.load(path, weights_only=False)["model"]
    model = Model(config)
    take_up(model, path, corpus)
    return model.state_dict()


def main(config_path: str, run: str, checkpoints: str, out: str) -> None:
    config, corpus = json.loads(Path(config_path).read_text()), Corpus(Path(run))
    torch.set_num_threads(config.get("threads", 1))
    weights = [weights_of(path, config, corpus) for path in checkpoints.split(",")]
    model = Model(config)
    model.load_state_dict({name: sum(each[name] for each in weights) / len(weights) for name in weights[0]})
    settle(model, corpus)
    tuned = len(model.encoder.layers) - min(layers for _, layers in config["frozen"])
    write_utter(out, "english", model.encoder, model.network, tuned, {"steps": config["steps"]})


if __name__ == "__main__":
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
