"""Writes small files in the layouts of Keras from known weights, by h5py alone,
and what Keras' equations give for them, computed here by NumPy.

    python3 make_keras.py          # needs h5py, numpy
"""

import json
import pathlib
import zipfile

import h5py
import numpy as np

rng = np.random.default_rng(1997)
CASES = {}


def weights(*shape):
    return (rng.integers(-40, 41, shape) / 32).astype("f4")


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm(xs, kernel, recurrent, bias, sigmoid=sigmoid):
    """Keras: z = x·K + h·R + b, parts i, f, c, o."""
    units = recurrent.shape[0]
    h, c, hs = np.zeros(units), np.zeros(units), []
    for x in xs:
        z = x @ kernel.astype("f8") + h @ recurrent.astype("f8") + bias
        i, f, g, o = np.split(z, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        hs.append(h)
    return np.array(hs), c


def relu_lstm(xs, kernel, recurrent, bias):
    """The same with relu in place of both tanh."""
    units = recurrent.shape[0]
    h, c, hs = np.zeros(units), np.zeros(units), []
    for x in xs:
        z = x @ kernel.astype("f8") + h @ recurrent.astype("f8") + bias
        i, f, g, o = np.split(z, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.maximum(g, 0)
        h = sigmoid(o) * np.maximum(c, 0)
        hs.append(h)
    return np.array(hs), c


def gru(xs, kernel, recurrent, bias, reset_after):
    """Keras: parts z, r, h; h' = z h + (1 − z) hh."""
    units = recurrent.shape[0]
    k, r = kernel.astype("f8"), recurrent.astype("f8")
    h, hs = np.zeros(units), []
    inner = bias[1] if reset_after else np.zeros(3 * units)
    outer = bias[0] if reset_after else bias
    for x in xs:
        a, b = x @ k + outer, h @ r + inner
        z = sigmoid(a[:units] + b[:units])
        s = sigmoid(a[units:2 * units] + b[units:2 * units])
        if reset_after:
            n = np.tanh(a[2 * units:] + s * b[2 * units:])
        else:
            n = np.tanh(a[2 * units:] + (s * h) @ r[:, 2 * units:])
        h = z * h + (1 - z) * n
        hs.append(h)
    return np.array(hs), None


def case(name, xs, result):
    hs, c = result
    CASES[name] = {
        "inputs": xs.tolist(), "outputs": hs.tolist(),
        "cell": None if c is None else c.tolist()}


def cudnn(kernel, recurrent, bias):
    """The inverse of Keras' own conversion: parts transposed in place."""
    n = kernel.shape[1] // recurrent.shape[0]
    turn = lambda k: k.T.reshape(k.shape)
    return (
        np.hstack([turn(part) for part in np.hsplit(kernel, n)]),
        np.hstack([part.T for part in np.hsplit(recurrent, n)]),
        np.concatenate([bias / 2, bias / 2]))


def sequential(*layers):
    return {"class_name": "Sequential", "config": {"layers": [
        {"class_name": kind, "config": config} for kind, config in layers]}}


def h5(path, layers, config=None, version="2.4.0", root="model_weights"):
    """Keras 2: a group a layer, whose tensors lie in a group of its name."""
    with h5py.File(path, "w", track_order=False) as file:
        group = file
        if config is not None:
            file.attrs["model_config"] = json.dumps(config)
            file.attrs["keras_version"] = version
            group = file.create_group(root)
        group.attrs["layer_names"] = [n.encode() for n, _ in layers]
        group.attrs["keras_version"] = version
        for name, tensors in layers:
            inner = group.create_group(name)
            inner.attrs["weight_names"] = [k.encode() for k in tensors]
            for key, value in tensors.items():
                inner.create_dataset(key, data=value)


def keras3(file, path_weights):
    for path, values in path_weights.items():
        group = file.create_group(path)
        for k, value in enumerate(values):
            group.create_dataset(str(k), data=value)


def main():
    k, r, b = weights(2, 12), weights(3, 12), weights(12)
    k2, r2, b2 = weights(3, 8), weights(2, 8), weights(8)
    dense, bias = weights(2, 4), weights(4)
    table = weights(5, 2)
    xs = rng.normal(size=(5, 2))
    first = lstm(xs, k, r, b)
    second = lstm(first[0], k2, r2, b2)
    both = (second[0], np.concatenate([first[1], second[1]]))
    config = sequential(
        ("Embedding", {"name": "embedding"}),
        ("LSTM", {"name": "lstm", "activation": "tanh",
                  "recurrent_activation": "sigmoid"}),
        ("LSTM", {"name": "lstm_1", "activation": "tanh",
                  "recurrent_activation": "sigmoid"}),
        ("Dense", {"name": "dense", "activation": "softmax"}))
    h5("keras2.h5", [
        ("embedding", {"embedding/embeddings:0": table}),
        ("lstm", {"lstm/lstm_cell/kernel:0": k,
                  "lstm/lstm_cell/recurrent_kernel:0": r,
                  "lstm/lstm_cell/bias:0": b}),
        ("lstm_1", {"lstm_1/lstm_cell_1/kernel:0": k2,
                    "lstm_1/lstm_cell_1/recurrent_kernel:0": r2,
                    "lstm_1/lstm_cell_1/bias:0": b2}),
        ("dense", {"dense/kernel:0": dense, "dense/bias:0": bias}),
    ], config)
    case("keras2.h5", xs, both)

    ck, cr, cb = cudnn(k, r, b)
    h5("cudnn.h5", [("lstm", {"lstm/kernel:0": ck, "lstm/recurrent_kernel:0": cr,
                              "lstm/bias:0": cb})], version="2.1.5")
    case("cudnn.h5", xs, first)

    h5("hard.h5", [("lstm", {"lstm/kernel:0": k, "lstm/recurrent_kernel:0": r,
                             "lstm/bias:0": b})],
       sequential(("LSTM", {"name": "lstm", "activation": "tanh",
                            "recurrent_activation": "hard_sigmoid"})))

    names = {}
    for letter, part in zip("ifco", range(4)):
        cut = slice(3 * part, 3 * part + 3)
        names[f"lstm_1_W_{letter}:0"] = k[:, cut]
        names[f"lstm_1_U_{letter}:0"] = r[:, cut]
        names[f"lstm_1_b_{letter}:0"] = b[cut]
    h5("keras1.h5", [("lstm_1", names)], version="1.2.2")
    case("keras1.h5", xs, first)

    turned = lstm(xs[::-1], k, r, b)
    back = weights(2, 12), weights(3, 12), weights(12)
    reverse = lstm(xs[::-1], *back)
    h5("both.h5", [("bidirectional", {
        "bidirectional/forward_lstm/lstm_cell/kernel:0": k,
        "bidirectional/forward_lstm/lstm_cell/recurrent_kernel:0": r,
        "bidirectional/forward_lstm/lstm_cell/bias:0": b,
        "bidirectional/backward_lstm/lstm_cell/kernel:0": back[0],
        "bidirectional/backward_lstm/lstm_cell/recurrent_kernel:0": back[1],
        "bidirectional/backward_lstm/lstm_cell/bias:0": back[2]})])
    case("both.h5", xs, (
        np.hstack([first[0], reverse[0][::-1]]),
        np.concatenate([first[1], reverse[1]])))

    gk, gr, gb = weights(2, 9), weights(3, 9), weights(2, 9)
    h5("gru.h5", [("gru", {"gru/gru_cell/kernel:0": gk,
                           "gru/gru_cell/recurrent_kernel:0": gr,
                           "gru/gru_cell/bias:0": gb})],
       sequential(("GRU", {"name": "gru", "activation": "tanh",
                           "recurrent_activation": "sigmoid",
                           "reset_after": True})))
    case("gru.h5", xs, gru(xs, gk, gr, gb, True))
    h5("gru_before.h5", [("gru", {"gru/kernel:0": gk,
                                  "gru/recurrent_kernel:0": gr,
                                  "gru/bias:0": gb[0]})],
       sequential(("GRU", {"name": "gru", "activation": "tanh",
                           "recurrent_activation": "sigmoid",
                           "reset_after": False})))
    case("gru_before.h5", xs, gru(xs, gk, gr, gb[0], False))

    paths = {
        "layers/embedding/vars": [table],
        "layers/lstm/cell/vars": [k, r, b],
        "layers/lstm_1/cell/vars": [k2, r2, b2],
        "layers/dense/vars": [dense, bias],
        "optimizer/vars": [weights(1)],
    }
    with h5py.File("keras3.weights.h5", "w") as file:
        keras3(file, paths)
    case("keras3.weights.h5", xs, both)
    with zipfile.ZipFile("keras3.keras", "w") as archive:
        config["config"]["layers"][1]["config"]["name"] = "reader"
        archive.writestr("metadata.json", json.dumps({"keras_version": "3.3.3"}))
        archive.writestr("config.json", json.dumps(config))
        archive.write("keras3.weights.h5", "model.weights.h5")
    case("keras3.keras", xs, both)

    # RTNeural: the same kernels as nested lists.
    with open("rtneural.json", "w") as file:
        json.dump({"in_shape": [None, None, 2], "layers": [
            {"type": "lstm", "activation": "tanh", "shape": [None, None, 3],
             "weights": [k.tolist(), r.tolist(), b.tolist()]},
            {"type": "dense", "activation": "", "shape": [None, None, 1],
             "weights": [weights(3, 1).tolist(), [0.5]]}]}, file)
    case("rtneural.json", xs, first)
    # GuitarML: a PyTorch state dict, so parts i, f, g, o as rows.
    with open("guitarml.json", "w") as file:
        json.dump({"model_data": {"model": "SimpleRNN", "input_size": 2,
                                  "hidden_size": 3, "num_layers": 1,
                                  "unit_type": "LSTM", "skip": 1},
                   "state_dict": {
                       "rec.weight_ih_l0": k.T.tolist(),
                       "rec.weight_hh_l0": r.T.tolist(),
                       "rec.bias_ih_l0": b.tolist(),
                       "rec.bias_hh_l0": [0.0] * 12,
                       "lin.weight": weights(1, 3).tolist(),
                       "lin.bias": [0.25]}}, file)
    case("guitarml.json", xs, first)
    # NAM: rows of [W | U], the bias, h and C, then the head.
    flat = np.hstack([k.T, r.T]).flatten().tolist() + b.tolist() + [0.0] * 6
    with open("lstm.nam", "w") as file:
        json.dump({"version": "0.5.4", "architecture": "LSTM",
                   "config": {"input_size": 2, "hidden_size": 3,
                              "num_layers": 1},
                   "weights": flat + [0.5, 0.25, -0.5, 0.125],
                   "sample_rate": 48000}, file)
    case("lstm.nam", xs, first)

    # Hard sigmoids: 0.2 x + 0.5 before Keras 3, x / 6 + 0.5 in it.
    case("hard.h5", xs, lstm(
        xs, k, r, b, lambda x: np.clip(0.2 * x + 0.5, 0, 1)))
    hard = sequential(("LSTM", {"name": "lstm", "activation": "tanh",
                                "recurrent_activation": "hard_sigmoid"}))
    with h5py.File("hard3.weights.h5", "w") as file:
        keras3(file, {"layers/lstm/cell/vars": [k, r, b]})
    with zipfile.ZipFile("hard3.keras", "w") as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": "3.3.3"}))
        archive.writestr("config.json", json.dumps(hard))
        archive.write("hard3.weights.h5", "model.weights.h5")
    pathlib.Path("hard3.weights.h5").unlink()
    case("hard3.keras", xs, lstm(
        xs, k, r, b, lambda x: np.clip(x / 6 + 0.5, 0, 1)))
    case("relu.h5", xs, relu_lstm(xs, k / 4, r / 4, b))
    h5("relu.h5", [("lstm", {"lstm/kernel:0": k / 4,
                             "lstm/recurrent_kernel:0": r / 4,
                             "lstm/bias:0": b})],
       sequential(("LSTM", {"name": "lstm", "activation": "relu",
                            "recurrent_activation": "sigmoid"})))

    # A head of three dense layers, one with its activation as a layer.
    v, a, w, d = weights(3, 4), weights(4), weights(4, 2), weights(2)
    u, e = weights(2, 1), weights(1)
    h5("head.h5", [
        ("lstm", {"lstm/kernel:0": k, "lstm/recurrent_kernel:0": r,
                  "lstm/bias:0": b}),
        ("dense", {"dense/kernel:0": v, "dense/bias:0": a}),
        ("dense_1", {"dense_1/kernel:0": w, "dense_1/bias:0": d}),
        ("dense_2", {"dense_2/kernel:0": u, "dense_2/bias:0": e}),
    ], sequential(
        ("LSTM", {"name": "lstm", "activation": "tanh",
                  "recurrent_activation": "sigmoid",
                  "return_sequences": False}),
        ("Dropout", {"name": "dropout"}),
        ("Dense", {"name": "dense", "activation": "linear"}),
        ("Activation", {"name": "activation", "activation": "relu"}),
        ("Dense", {"name": "dense_1", "activation": "tanh"}),
        ("Dense", {"name": "dense_2", "activation": "sigmoid"})))
    said = sigmoid(
        np.tanh(np.maximum(first[0] @ v + a, 0) @ w + d) @ u + e)
    case("head.h5", xs, first)
    CASES["head.h5"]["said"] = said.tolist()

    with open("keras.json", "w") as file:
        json.dump(CASES, file)
        file.write("\n")


if __name__ == "__main__":
    main()
