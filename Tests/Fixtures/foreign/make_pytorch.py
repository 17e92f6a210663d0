"""Writes small files as PyTorch's users save them, and what PyTorch computes.

    python3 make_pytorch.py        # needs torch, numpy, safetensors

Each file NAME.* has a case in pytorch.json: the inputs (float64), the outputs h
of every step and the last state, by the module itself with the weights of the
file widened to float64.
"""

import io
import json
import os
import pickle
import zipfile

import numpy
import torch
from safetensors.torch import save_file
from torch import nn

torch.manual_seed(1997)
CASES = {}


def rounded(module):
    """Weights that four digits write, so that the files stay small when packed
    and every type of number holds them alike."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.copy_((parameter * 32).round() / 32)
    return module


def case(file, module, recurrent, vocabulary=None):
    """What the recurrent modules, one after another, give for one sequence."""
    inputs = torch.randn(5, 1, recurrent[0].input_size, dtype=torch.float64)
    steps = inputs
    states = []
    for layer in recurrent:
        wide = type(layer)(**arguments(layer)).double()
        wide.load_state_dict(
            {k: v.double() for k, v in layer.state_dict().items()})
        steps, last = wide(steps)
        c = last[1] if isinstance(last, tuple) else None
        states.append(None if c is None else c.detach().flatten().tolist())
    CASES[file] = {
        "inputs": inputs[:, 0].tolist(),
        "outputs": steps[:, 0].detach().tolist(),
        "cell": states[-1],
    }


def arguments(layer):
    found = dict(
        input_size=layer.input_size, hidden_size=layer.hidden_size,
        num_layers=layer.num_layers, bias=layer.bias,
        bidirectional=layer.bidirectional)
    if isinstance(layer, nn.LSTM):
        found["proj_size"] = layer.proj_size
    if isinstance(layer, nn.RNN):
        found["nonlinearity"] = layer.nonlinearity
    return found


class Tagger(nn.Module):
    def __init__(self, rnn, embedding=None, head=None):
        super().__init__()
        if embedding is not None:
            self.embedding = embedding
        self.rnn = rnn
        if head is not None:
            self.fc = head


def main():
    lstm = rounded(nn.LSTM(3, 4))
    torch.save(lstm.state_dict(), "lstm.pt")
    case("lstm.pt", lstm, [lstm])

    torch.save(
        lstm.state_dict(), "legacy.pth", _use_new_zipfile_serialization=False)
    CASES["legacy.pth"] = CASES["lstm.pt"]

    torch.save(
        {k: v.half() for k, v in lstm.state_dict().items()}, "half.pt")
    CASES["half.pt"] = CASES["lstm.pt"]
    torch.save(
        {k: v.double() for k, v in lstm.state_dict().items()}, "double.pt")
    CASES["double.pt"] = CASES["lstm.pt"]
    state = {k: v.bfloat16() for k, v in lstm.state_dict().items()}
    save_file(state, "bfloat16.safetensors", metadata={"format": "pt"})
    CASES["bfloat16.safetensors"] = CASES["lstm.pt"]
    save_file(
        {k: v.half() for k, v in lstm.state_dict().items()},
        "half.safetensors", metadata={"format": "pt"})
    CASES["half.safetensors"] = CASES["lstm.pt"]

    # As cuDNN lays weights out: views of one buffer.
    state = lstm.state_dict()
    buffer = torch.cat([v.flatten() for v in state.values()])
    views, start = {}, 0
    for key, value in state.items():
        views[key] = buffer[start:start + value.numel()].view(value.shape)
        start += value.numel()
    torch.save(views, "shared.pt")
    CASES["shared.pt"] = CASES["lstm.pt"]
    turned = {
        k: v.t().contiguous().t() if v.dim() == 2 else v
        for k, v in state.items()
    }
    torch.save(turned, "strided.pt")
    CASES["strided.pt"] = CASES["lstm.pt"]

    deep = rounded(nn.LSTM(2, 3, num_layers=3))
    torch.save({"module.rnn." + k: v for k, v in deep.state_dict().items()},
               "deep.pt")
    case("deep.pt", deep, [deep])
    both = rounded(nn.LSTM(2, 3, num_layers=2, bidirectional=True))
    torch.save(both.state_dict(), "both.pt")
    case("both.pt", both, [both])
    projected = rounded(nn.LSTM(2, 4, proj_size=2, num_layers=2))
    torch.save(projected.state_dict(), "projected.pt")
    case("projected.pt", projected, [projected])
    unbiased = rounded(nn.LSTM(2, 3, bias=False))
    torch.save(unbiased.state_dict(), "unbiased.pt")
    case("unbiased.pt", unbiased, [unbiased])
    gru = rounded(nn.GRU(2, 3, num_layers=2))
    torch.save(gru.state_dict(), "gru.pt")
    case("gru.pt", gru, [gru])
    rnn = rounded(nn.RNN(2, 3))
    torch.save(rnn.state_dict(), "rnn.pt")
    case("rnn.pt", rnn, [rnn])
    relu = rounded(nn.RNN(2, 3, nonlinearity="relu"))
    torch.save(relu, "relu_module.pt")
    case("relu_module.pt", relu, [relu])

    # A character model in a checkpoint like Lightning's.
    letters = "abcd"
    text = Tagger(rounded(nn.LSTM(3, 4)), rounded(nn.Embedding(4, 3)),
                  rounded(nn.Linear(4, 4)))
    optimiser = torch.optim.Adam(text.parameters())
    text.fc(text.rnn(text.embedding(torch.tensor([[0], [1]])))[0]).sum() \
        .backward()
    optimiser.step()
    rounded(text)
    torch.save({
        "epoch": 3, "global_step": 12, "pytorch-lightning_version": "2.1.0",
        "state_dict": {"model." + k: v for k, v in text.state_dict().items()},
        "optimizer_states": [optimiser.state_dict()],
        "hyper_parameters": {"hidden_size": 4, "chars": letters},
        "stoi": {c: k for k, c in enumerate(letters)},
    }, "lightning.ckpt")
    case("lightning.ckpt", text, [text.rnn])

    cell = rounded(nn.LSTMCell(3, 4))
    save_file(cell.state_dict(), "cell.safetensors")
    whole = nn.LSTM(3, 4)
    whole.load_state_dict({k + "_l0": v for k, v in cell.state_dict().items()})
    case("cell.safetensors", whole, [whole])

    encoder = Tagger(rounded(nn.LSTM(2, 3)), head=rounded(nn.Linear(3, 2)))
    torch.jit.script(encoder.rnn).save("script.jit")
    case("script.jit", encoder, [encoder.rnn])

    state = {k: v.numpy() for k, v in lstm.state_dict().items()}
    numpy.savez("arrays.npz", **state)
    numpy.savez_compressed(
        "packed.npz",
        **{k: numpy.asfortranarray(v) for k, v in state.items()})
    with open("arrays.pkl", "wb") as file:
        pickle.dump(state, file)
    for name in "arrays.npz", "packed.npz", "arrays.pkl":
        CASES[name] = CASES["lstm.pt"]

    with open("pytorch.json", "w") as file:
        json.dump(CASES, file)
        file.write("\n")


if __name__ == "__main__":
    main()
