"""Whether a model's memory drifts in long streams: loss and |C| by how many
characters were read since the zero state, in PyTorch.

    lstm-lab model export book -o book.safetensors
    python Tests/Scripts/measure_drift.py book.safetensors war-and-peace.txt

32 streams begin at even distances in the text and run on without a reset. A
drift would show as a loss, or a median of |C|, that rises with the position.
"""

import json
import struct
import sys

import torch

STREAMS, LENGTH, WINDOW = 32, 64_000, 50
MARKS = [50, 100, 200, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, LENGTH]


def load(path):
    """The tensors of a model file by name, and its vocabulary."""
    data = open(path, "rb").read()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + size])
    metadata = header.pop("__metadata__")
    body = bytearray(data[8 + size :])
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        tensors[name] = torch.frombuffer(
            body[start:end], dtype=torch.float32
        ).reshape(entry["shape"])
    return tensors, json.loads(metadata["vocabulary"])


def main(model, corpus):
    tensors, vocabulary = load(model)
    place = {character: index for index, character in enumerate(vocabulary)}
    text = open(corpus, encoding="utf-8-sig").read()
    symbols = torch.tensor([place.get(character, 0) for character in text])
    units = tensors["lstm.weight_hh_l0"].shape[1]
    lstm = torch.nn.LSTM(tensors["embedding.weight"].shape[1], units)
    lstm.load_state_dict(
        {k[5:]: v for k, v in tensors.items() if k.startswith("lstm.")}
    )
    starts = [k * (len(symbols) - LENGTH - 1) // STREAMS for k in range(STREAMS)]
    state, losses, cells, last = None, [], [], 0
    print("  characters     loss  |C| median    99 %   largest, of unit")
    for at in range(0, LENGTH, WINDOW):
        read = torch.stack([symbols[s + at : s + at + WINDOW] for s in starts], 1)
        wanted = torch.stack(
            [symbols[s + at + 1 : s + at + WINDOW + 1] for s in starts], 1
        )
        hidden, state = lstm(tensors["embedding.weight"][read], state)
        logits = hidden @ tensors["readout.weight"].T + tensors["readout.bias"]
        losses.append(
            torch.nn.functional.cross_entropy(
                logits.flatten(0, 1), wanted.flatten()
            ).item()
        )
        cells.append(state[1][0].abs())
        if at + WINDOW in MARKS:
            seen = torch.stack(cells)
            largest, unit = seen.amax((0, 1)).max(0)
            spread = seen.flatten()[:: 1 + seen.numel() // 1_000_000]
            print(
                f"{last:6d}–{at + WINDOW:<6d} {sum(losses) / len(losses):7.4f}"
                f"  {seen.median().item():10.3f}  {spread.quantile(0.99).item():6.1f}"
                f"  {largest.item():7.1f}  {unit.item()}",
                flush=True,
            )
            last, losses, cells = at + WINDOW, [], []


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with torch.no_grad():
        main(sys.argv[1], sys.argv[2])
