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
    d_output = dh * tanh(s.c)
    d_cell = dc  # not yet: h' depends on c' too

    # c' = f * c + i * g
    d_forget, d_input, d_candidate, d_old_cell = 0, 0, 0, 0

    # Through sigmoid and tanh: the slope of a sigmoid is s (1 - s), that of
    # tanh is 1 - t^2.
    zf, zi, zg, zo = 0, 0, 0, 0

    # Each sum reads x and h.
    dx, d_old_hidden = 0, 0

    return zf, zi, zg, zo, dx, d_old_hidden, d_old_cell
