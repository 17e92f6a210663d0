"""Recomputes the table of `lstm-lab vanishing-demo --format csv` with NumPy.

    recompute_vanishing_demo.py DEMO.csv STEPS HIDDEN SEEDS [FIRST_SEED]

Draws the same inputs, errors and weights from a generator of its own, runs
every cell forward and backward with equations of its own, and compares every
median, percentile and direct path.
"""
import csv
import math
import sys

import numpy as np

MASK = 2**64 - 1


class SplitMix64:
    """Steele, Lea & Flood 2014, with the uniform draws of Swift's library."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def half_open(self):
        """[0, 1) in steps of 2^-53."""
        return (self.next() & (2**53 - 1)) * 2.0**-53

    def closed(self, low, high):
        """[low, high]: one of 2^53 + 1 steps, drawn without bias (Lemire)."""
        bound = 2**53 + 1
        product = self.next() * bound
        rest = (2**64 - bound) % bound
        while (product & MASK) < rest:
            product = self.next() * bound
        step = product >> 64
        return high if step == 2**53 else (high - low) * (step * 2.0**-53) + low

    def normal(self, count, deviation=1.0):
        values = []
        for _ in range(count):
            u, v = self.half_open(), self.half_open()
            values.append(
                deviation * math.sqrt(-2 * math.log(1 - u))
                * math.cos(2 * math.pi * v))
        return np.array(values)

    def xavier(self, rows, columns):
        limit = math.sqrt(6 / (rows + columns))
        return np.array([self.closed(-limit, limit)
                         for _ in range(rows * columns)]).reshape(rows, columns)

    def orthogonal(self, rows, columns):
        if rows > columns:
            return self.orthogonal(columns, rows).T
        basis = []
        while len(basis) < rows:
            v = self.normal(columns)
            for _ in range(2):
                for u in basis:
                    v = v - (u @ v) * u
            length = np.linalg.norm(v)
            if length > 1e-8:
                basis.append(v / length)
        return np.array(basis)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def rnn(W, U, inputs, error):
    h, kept = np.zeros(len(error)), []
    for x in inputs:
        h = np.tanh(W @ x + U @ h)
        kept.append(h)
    d, norms = error, []
    for h in reversed(kept):
        norms.append(np.linalg.norm(d))
        d = U.T @ (d * (1 - h * h))
    return norms, None, None


def lstm(gates, inputs, error):
    """gates: (W, U, b) of f, i, C̃, o."""
    n = len(error)
    h, c, kept = np.zeros(n), np.zeros(n), []
    for x in inputs:
        f, i, g, o = [W @ x + U @ h + b for W, U, b in gates]
        f, i, g, o = sigmoid(f), sigmoid(i), np.tanh(g), sigmoid(o)
        before, c = c, f * c + i * g
        h = o * np.tanh(c)
        kept.append((f, i, g, o, before, c))
    dh, dc, product = error, np.zeros(n), np.ones(n)
    in_h, in_c, path = [], [], []
    for f, i, g, o, before, c in reversed(kept):
        shown = np.tanh(c)
        dc = dc + dh * o * (1 - shown**2)
        in_h.append(np.linalg.norm(dh))
        in_c.append(np.linalg.norm(dc))
        path.append(product.mean())
        product = product * f
        back = [dc * before * f * (1 - f), dc * g * i * (1 - i),
                dc * i * (1 - g**2), dh * shown * o * (1 - o)]
        dh = sum(U.T @ d for (_, U, _), d in zip(gates, back))
        dc = dc * f
    return in_h, in_c, path


def carousel(gates, inputs, error):
    """gates: (W, U) of input gate, output gate, candidate; U reads the gates
    and the outputs of the step before. The error in s is never scaled."""
    n = len(error)
    y, s = np.zeros(3 * n), np.zeros(n)
    for x in inputs:
        i, o, g = [W @ x + U @ y for W, U in gates]
        i, o = sigmoid(i), sigmoid(o)
        s = s + i * (4 * sigmoid(g) - 2)
        h = o * (2 * sigmoid(s) - 1)
        y = np.concatenate([i, o, h])
    squashed = sigmoid(s)
    kept = np.linalg.norm(error * o * 2 * squashed * (1 - squashed))
    lags = len(inputs)
    return ([np.linalg.norm(error)] + [0.0] * (lags - 1), [kept] * lags,
            [1.0] * lags)


def draw(seed, steps, n, biases):
    r = SplitMix64(seed)
    inputs = [r.normal(n, 0.3) for _ in range(steps)]
    error = r.normal(n)
    runs = {("rnn-tanh-orthogonal", ""):
            rnn(r.xavier(n, n), r.orthogonal(n, n), inputs, error)}
    gates = [(r.xavier(n, n), r.orthogonal(n, n), np.zeros(n))
             for _ in range(4)]
    for bias in biases:
        (W, U, _) = gates[0]
        runs["lstm", bias] = lstm(
            [(W, U, np.full(n, float(bias)))] + gates[1:], inputs, error)
    limit = max(steps - 1, 1)
    chrono = np.array([math.log(1 + (limit - 1) * r.half_open())
                       for _ in range(n)])
    with_chrono = [gates[0][:2] + (chrono,), gates[1][:2] + (-chrono,)]
    runs["lstm", "chrono"] = lstm(with_chrono + gates[2:], inputs, error)
    r.normal(n * n)
    runs["lstm-1997", ""] = carousel(
        [(r.xavier(n, n), r.orthogonal(n, 3 * n)) for _ in range(3)],
        inputs, error)
    return runs


def main():
    path, steps, hidden, seeds = sys.argv[1], *map(int, sys.argv[2:5])
    first = int(sys.argv[5]) if len(sys.argv) > 5 else 1997
    rows = list(csv.DictReader(open(path)))
    biases = sorted({row["forget_bias"] for row in rows} - {"", "chrono"})
    draws = [draw(first + k, steps, hidden, biases) for k in range(seeds)]

    table = {}
    for row in rows:
        key = row["cell"], row["forget_bias"], row["quantity"], int(row["lag"])
        table[key] = row
    worst = 0.0

    def compare(found, expected, where):
        nonlocal worst
        scale = max(abs(expected), 1e-290)
        worst = max(worst, abs(float(found) - expected) / scale)
        if not abs(float(found) - expected) <= 1e-8 * scale:
            sys.exit(f"{where}: lstm-lab has {found}, NumPy {expected}")

    for cell, bias in draws[0]:
        for index, quantity in enumerate("hc"):
            curves = [d[cell, bias][index] for d in draws]
            if curves[0] is None:
                continue
            for lag in range(steps):
                row = table.pop((cell, bias, quantity, lag))
                values = [curve[lag] for curve in curves]
                for name, share in [("median", 50), ("p10", 10), ("p90", 90)]:
                    compare(row[name], np.percentile(values, share),
                            (cell, bias, quantity, lag, name))
                paths = [d[cell, bias][2] for d in draws]
                if quantity == "c" and paths[0] is not None:
                    compare(row["direct_path"],
                            np.median([p[lag] for p in paths]),
                            (cell, bias, "direct_path", lag))
    if table:
        sys.exit(f"rows that NumPy does not know: {list(table)[:3]} …")
    print(f"vanishing-demo: {len(rows)} rows agree with NumPy, "
          f"largest relative difference {worst:.1e}")


main()
