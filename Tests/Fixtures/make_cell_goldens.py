"""Every kind of cell in float64, by PyTorch: the values of each step and the
gradient of a random linear loss, by weights and inputs.

    python3 make_cell_goldens.py cells.json

The equations are written here once more, from the papers, with autograd for
the gradients. `projected`, `gru` and `rnn-relu` are checked against
torch.nn.LSTM(proj_size=…), torch.nn.GRU and torch.nn.RNN before they are
written. Weights have the names that lstm-lab gives them.
"""
import json
import sys

import torch

torch.set_default_dtype(torch.float64)
STEPS, INPUTS, UNITS, PROJECTION, BLOCKS = 9, 3, 6, 4, 3
sigmoid, tanh = torch.sigmoid, torch.tanh


def gate(rows=UNITS, sources=UNITS):
    return {"input": (rows, INPUTS), "recurrent": (rows, sources),
            "bias": (rows,)}


def gates(names, **sizes):
    return {f"{g}.{p}": shape for g in names
            for p, shape in gate(**sizes).items()}


FIGO = ["forgetGate", "inputGate", "candidate", "outputGate"]


def total(w, name, x, h):
    return (w[name + ".input"] @ x + w[name + ".recurrent"] @ h
            + w[name + ".bias"])


def lstm_like(f=None, i=None, squash=tanh, show=tanh, o=None, peep=False):
    """An LSTM with parts replaced; f, i, o None for learnt ones."""
    def step(w, x, state):
        h, c = state
        q = {}
        p = (lambda g, v: w[g + "Peephole"] * v) if peep else lambda g, v: 0
        if i is None:
            q["i"] = sigmoid(total(w, "inputGate", x, h) + p("input", c))
        in_gate = q.get("i", torch.ones(UNITS))
        if f is None:
            q["f"] = sigmoid(total(w, "forgetGate", x, h) + p("forget", c))
        elif f == "coupled":
            q["f"] = 1 - q["i"]
        forget = q.get("f", torch.ones(UNITS))
        q["g"] = squash(total(w, "candidate", x, h))
        q["c"] = forget * c + in_gate * q["g"]
        if o is None:
            q["o"] = sigmoid(
                total(w, "outputGate", x, h) + p("output", q["c"]))
        q["h"] = q.get("o", torch.ones(UNITS)) * show(q["c"])
        return q, (q["h"], q["c"])
    return step


def full_gate_recurrence(w, x, state):
    h, c, y = state
    every = torch.cat([y, h])
    q = {"f": sigmoid(total(w, "forgetGate", x, every)),
         "i": sigmoid(total(w, "inputGate", x, every)),
         "g": tanh(total(w, "candidate", x, h)),
         "o": sigmoid(total(w, "outputGate", x, every))}
    q["c"] = q["f"] * c + q["i"] * q["g"]
    q["h"] = q["o"] * tanh(q["c"])
    return q, (q["h"], q["c"], torch.cat([q["f"], q["i"], q["o"]]))


def lstm_1997(w, x, state):
    h, c, y = state
    every = torch.cat([y, h])
    q = {"i": sigmoid(total(w, "inputGate", x, every)),
         "g": 4 * sigmoid(total(w, "candidate", x, every)) - 2,
         "o": sigmoid(total(w, "outputGate", x, every))}
    size = UNITS // BLOCKS
    q["c"] = c + q["i"].repeat_interleave(size) * q["g"]
    q["h"] = q["o"].repeat_interleave(size) * (2 * sigmoid(q["c"]) - 1)
    return q, (q["h"], q["c"], torch.cat([q["i"], q["o"]]))


def lstm_1997_2a(w, x, state):
    q = {"i": sigmoid(w["inputGate.input"] @ x),
         "g": sigmoid(w["candidate.input"] @ x)}
    q["c"] = q["h"] = state[1] + q["i"] * q["g"]
    return q, (q["h"], q["c"])


def projected(w, x, state):
    q, (m, c) = lstm_like()(w, x, state)
    q["m"], q["h"] = m, w["projection"] @ m
    return q, (q["h"], c)


def gamma(w, x, state):
    show = lambda c: tanh(w["outputTransform"] @ c + w["outputBias"])
    return lstm_like(show=show)(w, x, state)


def layer_norm(w, x, state):
    h, c = state
    norm = lambda v, name: torch.nn.functional.layer_norm(
        v, v.shape, w[name + ".gain"], w[name + ".bias"], eps=1e-5)
    stack = lambda part: torch.cat([w[f"{g}.{part}"] for g in FIGO])
    z = (norm(stack("input") @ x, "inputNorm")
         + norm(stack("recurrent") @ h, "recurrentNorm") + stack("bias"))
    zf, zi, zg, zo = z.chunk(4)
    q = {"f": sigmoid(zf), "i": sigmoid(zi), "g": tanh(zg), "o": sigmoid(zo)}
    q["c"] = q["f"] * c + q["i"] * q["g"]
    q["h"] = q["o"] * tanh(norm(q["c"], "cellNorm"))
    return q, (q["h"], q["c"])


def gru(after):
    def step(w, x, state):
        h = state[0]
        r = sigmoid(total(w, "resetGate", x, h))
        z = sigmoid(total(w, "updateGate", x, h))
        u = w["candidate.recurrent"]
        inner = (r * (u @ h + w["recurrentBias"]) if after else u @ (r * h))
        n = tanh(w["candidate.input"] @ x + w["candidate.bias"] + inner)
        new = (1 - z) * n + z * h
        return {"r": r, "z": z, "n": n, "h": new}, (new,)
    return step


def rnn(squash):
    def step(w, x, state):
        h = squash(total(w, "hidden", x, state[0]))
        return {"h": h}, (h,)
    return step


vectors = lambda *names: {name: (UNITS,) for name in names}
norms = {f"{n}.{p}": (size,)
         for n, size in [("inputNorm", 4 * UNITS),
                         ("recurrentNorm", 4 * UNITS), ("cellNorm", UNITS)]
         for p in ["gain", "bias"]}
without = lambda name: [g for g in FIGO if g != name]
H, HC = (UNITS,), (UNITS, UNITS)
CELLS = {
    "lstm": (lstm_like(), gates(FIGO), HC),
    "lstm-1997": (
        lstm_1997,
        gates(["inputGate", "outputGate"], rows=BLOCKS,
              sources=2 * BLOCKS + UNITS)
        | gates(["candidate"], sources=2 * BLOCKS + UNITS),
        (UNITS, UNITS, 2 * BLOCKS)),
    "lstm-1997-2a": (
        lstm_1997_2a, {"inputGate.input": (UNITS, INPUTS),
                       "candidate.input": (UNITS, INPUTS)}, HC),
    "peephole": (
        lstm_like(peep=True), gates(FIGO)
        | vectors("forgetPeephole", "inputPeephole", "outputPeephole"), HC),
    "coupled": (lstm_like(f="coupled"), gates(without("forgetGate")), HC),
    "no-input-gate": (lstm_like(i=1), gates(without("inputGate")), HC),
    "no-forget-gate": (lstm_like(f=1), gates(without("forgetGate")), HC),
    "no-output-gate": (lstm_like(o=1), gates(without("outputGate")), HC),
    "no-input-activation": (
        lstm_like(squash=lambda v: v), gates(FIGO), HC),
    "no-output-activation": (lstm_like(show=lambda v: v), gates(FIGO), HC),
    "full-gate-recurrence": (
        full_gate_recurrence,
        gates(without("candidate"), sources=4 * UNITS) | gates(["candidate"]),
        (UNITS, UNITS, 3 * UNITS)),
    "projected": (
        projected, gates(FIGO, sources=PROJECTION)
        | {"projection": (PROJECTION, UNITS)}, (PROJECTION, UNITS)),
    "layer-norm": (layer_norm, gates(FIGO) | norms, HC),
    "gamma": (
        gamma, gates(FIGO) | {"outputTransform": (UNITS, UNITS)}
        | vectors("outputBias"), HC),
    "gru": (
        gru(True), gates(["resetGate", "updateGate", "candidate"])
        | vectors("recurrentBias"), H),
    "gru-before": (
        gru(False), gates(["resetGate", "updateGate", "candidate"]), H),
    "rnn-tanh": (rnn(tanh), gates(["hidden"]), H),
    "rnn-relu": (rnn(torch.relu), gates(["hidden"]), H),
}


def run(step, w, xs, sizes):
    state = tuple(torch.zeros(size) for size in sizes)
    rows = []
    for x in xs:
        q, state = step(w, x, state)
        rows.append(q)
    return {k: torch.stack([row[k] for row in rows]) for k in rows[0]}


def check_with_modules(name, w, xs, hidden):
    stack = lambda names, part: torch.cat([w[f"{n}.{part}"] for n in names])
    ifgo = ["inputGate", "forgetGate", "candidate", "outputGate"]
    rzn = ["resetGate", "updateGate", "candidate"]
    if name == "projected":
        module = torch.nn.LSTM(INPUTS, UNITS, proj_size=PROJECTION)
        order = ifgo
    elif name == "gru":
        module, order = torch.nn.GRU(INPUTS, UNITS), rzn
    elif name == "rnn-relu":
        module = torch.nn.RNN(INPUTS, UNITS, nonlinearity="relu")
        order = ["hidden"]
    else:
        return
    values = {"weight_ih_l0": stack(order, "input"),
              "weight_hh_l0": stack(order, "recurrent"),
              "bias_ih_l0": stack(order, "bias"),
              "bias_hh_l0": torch.zeros(len(order) * UNITS)}
    if name == "projected":
        values["weight_hr_l0"] = w["projection"]
    if name == "gru":
        values["bias_hh_l0"][2 * UNITS:] = w["recurrentBias"]
    module.load_state_dict({k: v.detach() for k, v in values.items()})
    gap = (module(xs.unsqueeze(1))[0].squeeze(1) - hidden).abs().max()
    assert gap < 1e-14, (name, gap)


def main(path):
    cases = {}
    for number, (name, (step, shapes, sizes)) in enumerate(CELLS.items()):
        torch.manual_seed(1997 + number)
        w = {k: (0.8 * torch.randn(shape)).requires_grad_()
             for k, shape in shapes.items()}
        xs = torch.randn(STEPS, INPUTS, requires_grad=True)
        values = run(step, w, xs, sizes)
        weights = torch.randn(values["h"].shape)
        (weights * values["h"]).sum().backward()
        check_with_modules(name, w, xs, values["h"])
        cases[name] = {
            "weights": {k: v.detach().tolist() for k, v in w.items()},
            "input": xs.detach().tolist(),
            "values": {k: v.detach().tolist() for k, v in values.items()},
            "loss_weights": weights.tolist(),
            "grads": {k: v.grad.tolist() for k, v in w.items()}
            | {"input": xs.grad.tolist()},
        }
    with open(path, "w") as file:
        json.dump(cases, file, separators=(",", ":"))


main(sys.argv[1])
