"""Check the golden cases without torch: numpy only, from the JSON. Outputs, gates and loss are recomputed;
one entry of each gradient is compared with a central difference.  python check_goldens.py [DIR]"""
import glob
import json
import os
import sys

import numpy as np

DIR = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def run(case):
    """Top output, every h by layer and direction, loss."""
    w = {k: np.array(v) for k, v in case["weights"].items()}
    kind, dirs, x, h0 = case["kind"], 1 + case["bidirectional"], np.array(case["input"]), np.array(case["h0"])
    c0 = np.array(case.get("c0", case["h0"]))
    hn, cn, states = [], [], {}
    for layer in range(case["layers"]):
        halves = []
        for d in range(dirs):
            key = f"l{layer}" + ("_reverse" if d else "")
            wi, wh, bi, bh = (w[n + key] for n in ("weight_ih_", "weight_hh_", "bias_ih_", "bias_hh_"))
            h, c, out = h0[layer * dirs + d], c0[layer * dirs + d], np.empty((*x.shape[:2], case["H"]))
            for t in range(len(x))[::-1] if d else range(len(x)):
                a, b = x[t] @ wi.T + bi, h @ wh.T + bh
                if kind == "lstm":
                    i, f, g, o = np.split(a + b, 4, 1)
                    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
                    h = sigmoid(o) * np.tanh(c)
                elif kind == "gru":
                    (ar, az, an), (br, bz, bn) = np.split(a, 3, 1), np.split(b, 3, 1)
                    r, z = sigmoid(ar + br), sigmoid(az + bz)
                    h = (1 - z) * np.tanh(an + r * bn) + z * h
                else:
                    h = np.tanh(a + b)
                out[t] = h
            hn.append(h)
            cn.append(c)
            states[key] = out
            halves.append(out)
        x = np.concatenate(halves, 2)
    lw = case["loss_weights"]
    loss = (x * lw["output"]).sum() + (hn * np.array(lw["h_n"])).sum()
    return x, states, loss + ((cn * np.array(lw["c_n"])).sum() if kind == "lstm" else 0)


value = gradient = 0
files = sorted(glob.glob(os.path.join(DIR, "*layer*.json")))
rng = np.random.default_rng(1)
for path in files:
    case = json.load(open(path))
    y, states, loss = run(case)
    value = max(value, np.abs(y - case["output"]).max(), abs(loss - case["loss"]),
                *(np.abs(v - case["gates"][k]["h"]).max() for k, v in states.items()))
    for name, g in case["grads"].items():
        at = tuple(rng.integers(n) for n in np.shape(g))
        sides = []
        for e in (1e-5, -1e-5):
            v = np.array(case["weights"].get(name, case.get(name)))
            v[at] += e
            moved = {**case, "weights": {**case["weights"], name: v}} if name in case["weights"] else {**case, name: v}
            sides.append(run(moved)[2])
        gradient = max(gradient, abs((sides[0] - sides[1]) / 2e-5 - np.array(g)[at]))
print(f"{len(files)} cases: outputs, states, loss differ by at most {value:.1e}; gradients from central differences {gradient:.1e}")
assert value < 1e-12 and gradient < 1e-7
