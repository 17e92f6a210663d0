# Two steps of an LSTM with one unit, backward.
from math import tanh


def backward(s, x, h, c, cell, dh, dc):
    """One step backward, the answer of exercise 8.3.

    It gives zf, zi, zg, zo, dx, dh and dc: the derivatives by the four sums
    and by what the step read.
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


def unrolled(s1, s2, x1, x2, h0, c0, cell, dh1, dh2):
    """The derivatives of the loss L by all weights and by what was read.

    Step 1 read x1, h0 and c0 and computed s1; step 2 read x2, s1.h and s1.c
    and computed s2. dh1 and dh2 are what the loss itself says of h after each
    step. No step comes after the second.
    """
    # The last step first. Nothing reaches its cell but through its own h.
    *z2, dx2, dh, dc = backward(s2, x2, s1.h, s1.c, cell, dh2, 0)

    # Step 1 receives from the loss and from step 2, through h and along c.
    *z1, dx1, dh0, dc0 = backward(s1, x1, h0, c0, cell, dh1 + dh, dc)

    # dW, dU and db of the forget gate, the input gate, the candidate and the
    # output gate, in this order.
    weights = [
        [a * x1 + b * x2, a * h0 + b * s1.h, a + b] for a, b in zip(z1, z2)]

    return weights, dx1, dx2, dh0, dc0
