#!/usr/bin/env python3
"""Loads a model file into torch.nn modules and compares what they compute.

usage: check_model_in_torch.py MODEL.safetensors TRACE.{safetensors,csv}

The trace is what `lstm-lab trace` writes for that model. nn.Embedding,
nn.LSTM (or nn.GRU, nn.RNN) and nn.Linear load the tensors with their prefixes dropped
and read the text one character at a time in float64; h and C of every layer
must agree with the trace to 1e-9. Needs nothing but PyTorch.
"""
import csv
import json
import struct
import sys

import torch
from torch import nn

LIMIT = 1e-9


def load(path):
    """The metadata and the tensors of a safetensors file."""
    with open(path, "rb") as file:
        data = file.read()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    kinds = {"F32": torch.float32, "F64": torch.float64}
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        raw = bytearray(data[8 + length + begin : 8 + length + end])
        values = torch.frombuffer(raw, dtype=kinds[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"])
    return metadata, tensors


def load_trace(path):
    """The text, and the values by (step, layer, quantity, unit)."""
    values = {}
    if path.endswith(".csv"):
        text = {}
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                place = [int(row[key]) for key in ("step", "layer", "unit")]
                step, layer, unit = place
                text[step] = row["character"]
                values[step, layer, row["quantity"], unit] = float(row["value"])
        return [text[step] for step in sorted(text)], values
    metadata, tensors = load(path)
    units = [int(unit) for unit in metadata.get("units", "").split(",") if unit]
    for name, tensor in tensors.items():
        layer, quantity = name[1:].split(".")
        for step, row in enumerate(tensor.tolist()):
            for k, value in enumerate(row):
                unit = units[k] if units else k
                values[step, int(layer), quantity, unit] = value
    return list(metadata["text"]), values


def part(tensors, prefix):
    """The state dict of one module: its tensors, the prefix dropped."""
    start = prefix + "."
    return {
        name[len(start) :]: tensor
        for name, tensor in tensors.items()
        if name.startswith(start)
    }


def build(metadata, tensors):
    cell = metadata.get("cell", "lstm")
    name, kind = {
        "lstm": ("lstm", nn.LSTM),
        "projected": ("lstm", nn.LSTM),
        "gru": ("gru", nn.GRU),
        "rnn-tanh": ("rnn", nn.RNN),
        "rnn-relu": ("rnn", nn.RNN),
    }[cell]
    weights = part(tensors, name)
    layers = sum(key.startswith("weight_ih") for key in weights)
    embedding = nn.Embedding(*tensors["embedding.weight"].shape)
    hidden = weights["weight_hh_l0"].shape[1]
    options = {}
    if cell == "rnn-relu":
        options["nonlinearity"] = "relu"
    units = hidden
    if cell == "projected":
        options["proj_size"] = hidden
        units = weights["weight_hr_l0"].shape[1]
    recurrent = kind(embedding.embedding_dim, units, layers, **options)
    readout = nn.Linear(hidden, embedding.num_embeddings)
    embedding.load_state_dict(part(tensors, "embedding"))
    recurrent.load_state_dict(weights)
    readout.load_state_dict(part(tensors, "readout"))
    return embedding.double(), recurrent.double(), readout.double()


@torch.no_grad()
def main(model, trace):
    metadata, tensors = load(model)
    embedding, recurrent, _ = build(metadata, tensors)
    known = json.loads(metadata["vocabulary"])[1:]
    index = {character: k + 1 for k, character in enumerate(known)}
    text, values = load_trace(trace)
    state, largest, compared = None, 0.0, 0
    for step, character in enumerate(text):
        symbol = torch.tensor([index.get(character, 0)])
        _, state = recurrent(embedding(symbol), state)
        parts = state if isinstance(state, tuple) else (state,)
        for quantity, tensor in zip("hc", parts):
            for layer, row in enumerate(tensor.tolist()):
                for unit, expected in enumerate(row):
                    found = values.get((step, layer, quantity, unit))
                    if found is None:
                        continue
                    place = f"step {step}, l{layer}.{quantity}[{unit}]"
                    difference = abs(found - expected)
                    if not difference <= LIMIT:
                        sys.exit(f"{place}: {found!r}, torch {expected!r}")
                    largest = max(largest, difference)
                    compared += 1
    if compared == 0:
        sys.exit(f"{trace} holds neither h nor c")
    print(f"{compared} values, largest difference {largest:.3g}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
