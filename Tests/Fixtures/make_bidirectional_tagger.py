"""Writes bidirectional_tagger.safetensors and bidirectional_tagger.json: a
character tagger of PyTorch, nn.LSTM(bidirectional=True) of two layers, saved as
a user would save it, and what PyTorch computes with it in double precision.

    python Tests/Fixtures/make_bidirectional_tagger.py

The file is written by hand, for the safetensors package is not always there;
where it is, safetensors.torch.save_file(state, path, metadata) does the same.
"""

import json
import os
import struct

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
TEXT = "to be, or"
VOCABULARY = ["?"] + sorted(set("to be, or not"))
EMBEDDING, HIDDEN, LAYERS, TAGS = 4, 5, 2, 3


class Tagger(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = torch.nn.Embedding(len(VOCABULARY), EMBEDDING)
        self.lstm = torch.nn.LSTM(
            EMBEDDING, HIDDEN, LAYERS, bidirectional=True, batch_first=True)
        self.readout = torch.nn.Linear(2 * HIDDEN, TAGS)

    def forward(self, symbols):
        hidden, _ = self.lstm(self.embedding(symbols))
        return hidden, self.readout(hidden)


def save(state, path, metadata):
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in state.items():
        values = tensor.detach().to(torch.float32).contiguous().numpy().tobytes()
        header[name] = {
            "dtype": "F32", "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(values)],
        }
        data += values
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def gates(lstm, x, suffix):
    """Every gate of one direction of a layer, step by step, by hand."""
    w, u = lstm[f"weight_ih{suffix}"], lstm[f"weight_hh{suffix}"]
    b = lstm[f"bias_ih{suffix}"] + lstm[f"bias_hh{suffix}"]
    order = range(len(x))
    if suffix.endswith("reverse"):
        order = reversed(order)
    h = c = torch.zeros(HIDDEN, dtype=torch.float64)
    steps = [None] * len(x)
    for t in order:
        i, f, g, o = (w @ x[t] + u @ h + b).chunk(4)
        i, f, g, o = i.sigmoid(), f.sigmoid(), g.tanh(), o.sigmoid()
        c = f * c + i * g
        h = o * c.tanh()
        steps[t] = {
            key: value.tolist()
            for key, value in zip("figoch", (f, i, g, o, c, h))
        }
    return steps


def main():
    torch.manual_seed(1997)
    tagger = Tagger()
    with torch.no_grad():
        for weights in tagger.parameters():
            weights.uniform_(-0.8, 0.8)
    save(
        tagger.state_dict(), os.path.join(HERE, "bidirectional_tagger.safetensors"),
        {"format": "lstm-lab/1", "vocabulary": json.dumps(VOCABULARY)})

    tagger = tagger.double()
    symbols = torch.tensor(
        [[VOCABULARY.index(c) if c in VOCABULARY else 0 for c in TEXT]])
    with torch.no_grad():
        hidden, scores = tagger(symbols)
        state = {
            name.removeprefix("lstm."): value
            for name, value in tagger.state_dict().items()
        }
        x = tagger.embedding(symbols)[0]
        below = [gates(state, x, s) for s in ("_l0", "_l0_reverse")]
        x = torch.tensor(
            [a["h"] + b["h"] for a, b in zip(*below)], dtype=torch.float64)
        above = [gates(state, x, s) for s in ("_l1", "_l1_reverse")]
    golden = {
        "text": TEXT, "torch": torch.__version__,
        "top": hidden[0].tolist(), "scores": scores[0].tolist(),
        "layers": [
            {"forward": forward, "reverse": reverse}
            for forward, reverse in (below, above)
        ],
    }
    with open(os.path.join(HERE, "bidirectional_tagger.json"), "w") as file:
        json.dump(golden, file)
        file.write("\n")


if __name__ == "__main__":
    main()
