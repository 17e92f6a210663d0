# One step of an LSTM with one unit: complete `step`.
from math import exp, tanh


def sigmoid(z):
    return 1 / (1 + exp(-z))


def step(x, h, c, cell):
    """Reads x, h and c, the new input and what the step before left.

    cell.forget, cell.input, cell.candidate and cell.output each have
    .input, .recurrent and .bias: what the sum is made of.
    """
    def sum(gate):
        return gate.input * x + gate.recurrent * h + gate.bias

    f = sigmoid(sum(cell.forget))
    i = sigmoid(sum(cell.input))
    g = tanh(sum(cell.candidate))
    o = sigmoid(sum(cell.output))
    new_c = f * c + i * g
    new_h = o * tanh(new_c)
    return f, i, g, o, new_c, new_h
