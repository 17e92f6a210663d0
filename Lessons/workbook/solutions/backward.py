# One step of an LSTM with one unit, backward: complete `backward`.
from math import tanh


def backward(s, x, h, c, cell, dh, dc):
    """The derivatives of the loss L by the four sums and by what the step read.

    s has what the step computed: s.f, s.i, s.g, s.o, s.c and s.h, where g is
    the candidate and s.c and s.h are the new ones. x, h and c are what it
    read. dh and dc are dL/dh' and dL/dc', as the steps after this one give
    them. cell.forget, cell.input, cell.candidate and cell.output each have
    .input, .recurrent and .bias.
    """
    # h' = o * tanh(c')
    shown = tanh(s.c)
    d_output = dh * shown
    d_cell = dc + dh * s.o * (1 - shown * shown)

    # c' = f * c + i * g
    d_forget = d_cell * c
    d_input = d_cell * s.g
    d_candidate = d_cell * s.i
    d_old_cell = d_cell * s.f

    # Through sigmoid and tanh: the slope of a sigmoid is s (1 - s), that of
    # tanh is 1 - t^2.
    zf = d_forget * s.f * (1 - s.f)
    zi = d_input * s.i * (1 - s.i)
    zg = d_candidate * (1 - s.g * s.g)
    zo = d_output * s.o * (1 - s.o)

    # Each sum reads x and h.
    gates = [
        (zf, cell.forget), (zi, cell.input), (zg, cell.candidate),
        (zo, cell.output),
    ]
    dx = sum(z * gate.input for z, gate in gates)
    d_old_hidden = sum(z * gate.recurrent for z, gate in gates)

    return zf, zi, zg, zo, dx, d_old_hidden, d_old_cell
