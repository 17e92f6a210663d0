#!/usr/bin/env python3
"""Computes every value of a trace again, in float64, from a model file.

usage: recompute_trace.py MODEL.safetensors TRACE.csv

TRACE.csv is what `lstm-lab trace --format csv` writes for that model. Prints
the largest difference and fails above 1e-9. Needs nothing but NumPy: the
model is read with json and struct, and the equations are written out.
"""
import csv
import json
import struct
import sys

import numpy as np

LIMIT = 1e-9


def load(path):
    """The metadata and the tensors of a safetensors file, in float64."""
    with open(path, "rb") as file:
        data = file.read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    kinds = {"F32": "<f4", "F64": "<f8"}
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        raw = data[8 + length + begin : 8 + length + end]
        values = np.frombuffer(raw, kinds[entry["dtype"]])
        tensors[name] = values.astype(np.float64).reshape(entry["shape"])
    return metadata, tensors


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm(z, state):
    zi, zf, zg, zo = np.split(z, 4)
    i, f, g, o = sigmoid(zi), sigmoid(zf), np.tanh(zg), sigmoid(zo)
    c = f * state["c"] + i * g
    h = o * np.tanh(c)
    return dict(f=f, i=i, g=g, o=o, c=c, h=h, zf=zf, zi=zi, zg=zg, zo=zo)


def rnn(z, state):
    return dict(h=np.tanh(z), zh=z)


def trace(metadata, tensors, text):
    """What every layer computes at every step: [step][layer][quantity]."""
    module, cell = {"lstm": ("lstm", lstm), "rnn-tanh": ("rnn", rnn)}[
        metadata.get("cell", "lstm")
    ]
    known = json.loads(metadata["vocabulary"])[1:]
    index = {character: k + 1 for k, character in enumerate(known)}
    weights = []
    while f"{module}.weight_ih_l{len(weights)}" in tensors:
        names = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        k = len(weights)
        weights.append([tensors[f"{module}.{name}_l{k}"] for name in names])
    zeros = [np.zeros(w[1].shape[1]) for w in weights]
    states = [dict(h=zero, c=zero) for zero in zeros]
    steps = []
    for character in text:
        x = tensors["embedding.weight"][index.get(character, 0)]
        for k, (w_ih, w_hh, b_ih, b_hh) in enumerate(weights):
            z = w_ih @ x + w_hh @ states[k]["h"] + (b_ih + b_hh)
            states[k] = cell(z, states[k])
            x = states[k]["h"]
        steps.append(list(states))
    return steps


def main(model, table):
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows:
        sys.exit(f"{table} has no rows")
    characters = {int(row["step"]): row["character"] for row in rows}
    if sorted(characters) != list(range(len(characters))):
        sys.exit(f"{table} lacks steps")
    text = [characters[step] for step in sorted(characters)]
    steps = trace(*load(model), text)
    largest = 0.0
    for row in rows:
        step, layer, unit = (int(row[key]) for key in ("step", "layer", "unit"))
        expected = steps[step][layer][row["quantity"]][unit]
        difference = abs(float(row["value"]) - expected)
        if not difference <= LIMIT:
            sys.exit(f"{row}: expected {expected!r}, off by {difference}")
        largest = max(largest, difference)
    print(f"{len(rows)} values, largest difference {largest:.3g}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
