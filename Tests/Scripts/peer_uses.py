"""Training steps of PyTorch beside those of lstm-lab-bench, rows w8 and w9:
peer_uses.py --threads N --repeat N

A line of JSON a row. The same sizes, the same work: embedding, LSTM, dropout,
loss, backward pass, clipping of the norm, Adam. Sentences of a batch are of
like length and packed, as PyTorch's users do it. Needs torch.
"""

import argparse
import json
import os
import statistics
import time

arguments = argparse.ArgumentParser()
arguments.add_argument("--threads", type=int, default=2)
arguments.add_argument("--repeat", type=int, default=11)
given = arguments.parse_args()
os.environ["OMP_NUM_THREADS"] = str(given.threads)

import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence  # noqa: E402

torch.set_num_threads(given.threads)
torch.manual_seed(1)
tag = "+" + os.environ["BENCH_TAG"] if "BENCH_TAG" in os.environ else ""


def show(name, step):
    for _ in range(3):
        step()
    samples = []
    for _ in range(given.repeat):
        start = time.perf_counter()
        step()
        samples.append(1e3 * (time.perf_counter() - start))
    print(json.dumps({
        "name": name + tag, "threads": given.threads, "repeat": len(samples),
        "median_ms": round(statistics.median(samples), 4),
        "min_ms": round(min(samples), 4), "max_ms": round(max(samples), 4),
        "units": "ms/training step"}), flush=True)


def trained(model, loss):
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3)

    def step():
        optimiser.zero_grad()
        loss().backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimiser.step()

    return step


class Sentences(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(9000, 256)
        self.lstm = nn.LSTM(256, 64, bidirectional=True, batch_first=True)
        self.dropout = nn.Dropout(0.5)
        self.readout = nn.Linear(128, 2)

    def forward(self, words, lengths):
        packed = pack_padded_sequence(
            self.embedding(words), lengths, batch_first=True,
            enforce_sorted=False)
        h, _ = pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        mean = h.sum(1) / lengths[:, None]
        return self.readout(self.dropout(mean))


class Words(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(10000, 128)
        self.lstm = nn.LSTM(128, 256, batch_first=True)
        self.dropout = nn.Dropout(0.5)
        self.readout = nn.Linear(256, 10000)

    def forward(self, words):
        return self.readout(self.dropout(self.lstm(self.embedding(words))[0]))


entropy = nn.CrossEntropyLoss()
lengths = torch.randint(19, 24, (32,))
sentences = torch.randint(1, 9000, (32, 23))
labels = torch.arange(32) % 2
model = Sentences()
show("w8.torch.sentences",
     trained(model, lambda: entropy(model(sentences, lengths), labels)))

text = torch.randint(1, 10000, (32, 51))
other = Words()
show("w9.torch.words", trained(other, lambda: entropy(
    other(text[:, :-1]).flatten(0, 1), text[:, 1:].flatten())))
