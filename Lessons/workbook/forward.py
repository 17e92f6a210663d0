# One step of an LSTM with one unit: complete `step`.
from math import exp, tanh


def sigmoid(z):
    return 1 / (1 + exp(-z))


def step(x, h, c, cell):
    """Reads x, h and c, the new input and what the step before left.

    cell.forget, cell.input, cell.candidate and cell.output each have
    .input, .recurrent and .bias: what the sum is made of.
    """
    zf = cell.forget.input * x + cell.forget.recurrent * h + cell.forget.bias

    f = zf  # not yet: what squashes a gate?
    i, g, o = 0, 0, 0
    new_c = 0
    new_h = 0
    return f, i, g, o, new_c, new_h
