"""Writes paper_1997.json: what a network of 1997 changes after one sequence.

Written from the definition alone, with no accumulators and no backward pass:
the truncated gradient is the derivative of the error with y(t - 1), which
every net input reads, held at what it was. It is taken by complex steps,
E'(w) = Im E(w + ih) / h, exact to the last digits. (Hochreiter & Schmidhuber
1997, equations 3 to 9 and appendix A.1.)

`rules` holds the same for networks that lack some weights: cells that do not
read gates, or read the inputs alone, cells or outputs without a bias; and for
states of which a part is kept from step to step.

    python3 make_paper_goldens.py > paper_1997.json
"""

import json

import numpy as np

BLOCKS, SIZE, INPUTS, OUTPUTS, STEPS = 2, 2, 2, 3, 15
CELLS = BLOCKS * SIZE
UNITS = 2 * BLOCKS + CELLS


def logistic(x):
    return 1 / (1 + np.exp(-x))


def run(weights, readout, xs, targets, frozen=None, kept=1.0):
    """E and the hidden activations of every step."""
    y = np.zeros(UNITS)
    s = np.zeros(CELLS)
    error, past = 0, []
    for t, x in enumerate(xs):
        before = y if frozen is None else (
            frozen[t - 1] if t else np.zeros(UNITS))
        net = weights @ np.concatenate([x, before, [1]])
        y_in = np.repeat(logistic(net[:BLOCKS]), SIZE)
        y_out = np.repeat(logistic(net[BLOCKS:2 * BLOCKS]), SIZE)
        s = kept * s + y_in * (4 * logistic(net[2 * BLOCKS:]) - 2)
        y_c = y_out * (2 * logistic(s) - 1)
        y = np.concatenate([logistic(net[:2 * BLOCKS]), y_c])
        past.append(y)
        if t in targets:
            out = logistic(readout @ np.concatenate([y_c, [1]]))
            error = error + 0.5 * np.sum((targets[t] - out) ** 2)
    return error, past


def descent(weights, readout, xs, targets, kept=1.0):
    _, frozen = run(weights, readout, xs, targets, kept=kept)
    changes = []
    for matrix in (weights, readout):
        change = np.zeros(matrix.shape)
        for index in np.ndindex(matrix.shape):
            w, r = weights.astype(complex), readout.astype(complex)
            (w if matrix is weights else r)[index] += 1e-30j
            error, _ = run(w, r, xs, targets, frozen, kept)
            change[index] = -error.imag / 1e-30
        changes.append(change)
    return changes


def without(weights, readout, sources, cell_bias, output_bias):
    """The weights with what a rule leaves out at 0."""
    weights, readout = weights.copy(), readout.copy()
    cells = slice(2 * BLOCKS, UNITS)
    if sources != "all":
        weights[cells, INPUTS:INPUTS + 2 * BLOCKS] = 0
    if sources == "inputs":
        weights[cells, INPUTS:INPUTS + UNITS] = 0
    if not cell_bias:
        weights[cells, -1] = 0
    if not output_bias:
        readout[:, -1] = 0
    return weights, readout


def main():
    rng = np.random.default_rng(1997)
    weights = rng.uniform(-0.8, 0.8, (UNITS, INPUTS + UNITS + 1))
    readout = rng.uniform(-0.8, 0.8, (OUTPUTS, CELLS + 1))
    xs = rng.uniform(-1, 1, (STEPS, INPUTS))
    symbols = rng.integers(0, OUTPUTS, STEPS)
    one = np.eye(OUTPUTS)
    cases = {
        "last": {STEPS - 1: one[symbols[-1]]},
        "every": {t: one[k] for t, k in enumerate(symbols)},
    }
    result = {
        "weights": weights.tolist(), "readout": readout.tolist(),
        "inputs": xs.tolist(), "targets": symbols.tolist(), "cases": {},
    }
    for name, targets in cases.items():
        change, readout_change = descent(weights, readout, xs, targets)
        result["cases"][name] = {
            "weights": change.tolist(), "readout": readout_change.tolist()}
    result["rules"] = []
    for sources, cell_bias, output_bias, kept in [
            ("inputs", False, True, 1), ("cells", True, True, 1),
            ("inputs", True, False, 1), ("all", False, False, 1),
            ("all", True, True, 0.9), ("inputs", False, True, 0.5)]:
        w, r = without(weights, readout, sources, cell_bias, output_bias)
        change, readout_change = descent(w, r, xs, cases["every"], kept)
        result["rules"].append({
            "sources": sources, "cellBias": cell_bias,
            "outputBias": output_bias, "kept": kept,
            "weights": change.tolist(), "readout": readout_change.tolist()})
    print(json.dumps(result))


main()
