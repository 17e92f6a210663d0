# Two steps of an LSTM with one unit, backward: complete `unrolled`.
from math import tanh


def backward(s, x, h, c, cell, dh, dc):
    """One step backward: put yours of exercise 8.3 here.

    It gives zf, zi, zg, zo, dx, dh and dc: the derivatives by the four sums
    and by what the step read.
    """
    return 0, 0, 0, 0, 0, 0, 0


def unrolled(s1, s2, x1, x2, h0, c0, cell, dh1, dh2):
    """The derivatives of the loss L by all weights and by what was read.

    Step 1 read x1, h0 and c0 and computed s1; step 2 read x2, s1.h and s1.c
    and computed s2. dh1 and dh2 are what the loss itself says of h after each
    step. No step comes after the second.
    """
    # The last step first. Nothing reaches its cell but through its own h.
    *z2, dx2, _, _ = backward(s2, x2, s1.h, s1.c, cell, dh2, 0)

    # Step 1 receives from the loss and from step 2, through h and along c.
    *z1, dx1, dh0, dc0 = backward(s1, x1, h0, c0, cell, dh1, 0)  # not yet

    # dW, dU and db of the forget gate, the input gate, the candidate and the
    # output gate, in this order.
    weights = [[0, 0, 0] for gate in range(4)]

    return weights, dx1, dx2, dh0, dc0
