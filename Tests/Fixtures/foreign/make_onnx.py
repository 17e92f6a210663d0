"""Writes small ONNX models as exporters write them and what ONNX' own reference
evaluator computes.

    python3 make_onnx.py     # needs onnx, numpy, Debian's libonnx-testdata

The weights of the nodes of ONNX' own backend tests are inputs there and
constants here.
"""

import json
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

rng = np.random.default_rng(1997)
CASES = {}
FLOAT = TensorProto.FLOAT


def weights(*shape):
    return (rng.integers(-40, 41, shape) / 32).astype("f4")


def save(name, nodes, initializers, inputs, units, directions=1, opset=15):
    graph = helper.make_graph(
        nodes, "model", [helper.make_tensor_value_info("x", FLOAT, ["t", 1, inputs])],
        [helper.make_tensor_value_info("y", FLOAT, None)],
        [numpy_helper.from_array(v, k) for k, v in initializers.items()])
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    with open(name, "wb") as file:
        file.write(model.SerializeToString())
    xs = rng.normal(size=(5, 1, inputs)).astype("f4")
    y = ReferenceEvaluator(model).run(None, {"x": xs})[0]
    CASES[name] = {
        "inputs": xs[:, 0].tolist(),
        "outputs": y.reshape(5, directions * units).astype("f8").tolist(),
        "cell": None}


BACKEND = [
    "test_lstm_defaults", "test_lstm_with_initial_bias",
    "test_lstm_with_peepholes", "test_lstm_batchwise", "test_gru_defaults",
    "test_gru_with_initial_bias", "test_gru_seq_length", "test_gru_batchwise",
    "test_simple_rnn_defaults", "test_simple_rnn_with_initial_bias",
    "test_simple_rnn_batchwise", "test_rnn_seq_length"]


def backend_case(folder):
    """One node with its inputs as constants; every sequence of its batch and
    the last h of each."""
    model = onnx.load(folder / "model.onnx")
    data = folder / "test_data_set_0"
    values = []
    for k in range(len(model.graph.input)):
        tensor = onnx.TensorProto()
        tensor.ParseFromString((data / f"input_{k}.pb").read_bytes())
        values.append(numpy_helper.to_array(tensor))
    for value, info in list(zip(values, model.graph.input))[1:]:
        model.graph.initializer.append(
            numpy_helper.from_array(value, info.name))
    del model.graph.input[1:]
    name = f"{folder.name}.onnx"
    pathlib.Path(name).write_bytes(model.SerializeToString())
    outputs = list(model.graph.output)
    k = [o.name for o in outputs].index("Y_h")
    tensor = onnx.TensorProto()
    tensor.ParseFromString((data / f"output_{k}.pb").read_bytes())
    last = numpy_helper.to_array(tensor)
    x = values[0]
    if not any(a.name == "layout" and a.i for a in model.graph.node[0].attribute):
        x, last = x.transpose(1, 0, 2), last.transpose(1, 0, 2)
    return {"inputs": x.astype("f8").tolist(),
            "last": last[:, 0].astype("f8").tolist()}


def main():
    lstm = dict(w=weights(1, 12, 2), r=weights(1, 12, 3), b=weights(1, 24))
    save("lstm.onnx",
         [helper.make_node("LSTM", ["x", "w", "r", "b"], ["y"], name="lstm",
                           hidden_size=3)], lstm, 2, 3)
    save("peephole.onnx",
         [helper.make_node("LSTM", ["x", "w", "r", "b", "", "", "", "p"], ["y"],
                           hidden_size=3)], dict(lstm, p=weights(1, 9)), 2, 3)
    gru = dict(w=weights(1, 9, 2), r=weights(1, 9, 3), b=weights(1, 18))
    save("gru.onnx",
         [helper.make_node("GRU", ["x", "w", "r", "b"], ["y"], hidden_size=3)],
         gru, 2, 3)
    save("gru_after.onnx",
         [helper.make_node("GRU", ["x", "w", "r", "b"], ["y"], hidden_size=3,
                           linear_before_reset=1)], gru, 2, 3)
    rnn = dict(w=weights(1, 3, 2), r=weights(1, 3, 3), b=weights(1, 6))
    save("rnn.onnx",
         [helper.make_node("RNN", ["x", "w", "r", "b"], ["y"], hidden_size=3)],
         rnn, 2, 3)

    # As an exporter writes an LSTM of PyTorch: parts cut out of the framework's
    # tensors and put in ONNX' order by Slice, Concat and Unsqueeze.
    nodes, tensors = [], {
        "weight_ih": weights(12, 2), "weight_hh": weights(12, 3),
        "bias_ih": weights(12), "bias_hh": weights(12),
        "zero": np.array([0], "i8")}
    for k in range(5):
        tensors[f"at{3 * k}"] = np.array([3 * k], "i8")
    def ordered(name):
        for start, stop in (0, 3), (9, 12), (3, 6), (6, 9):
            nodes.append(helper.make_node(
                "Slice", [name, f"at{start}", f"at{stop}", "zero"],
                [f"{name}_{start}"]))
        nodes.append(helper.make_node(
            "Concat", [f"{name}_{s}" for s in (0, 9, 3, 6)], [f"{name}_iofc"],
            axis=0))
    for name in "weight_ih", "weight_hh", "bias_ih", "bias_hh":
        ordered(name)
    nodes.append(helper.make_node(
        "Concat", ["bias_ih_iofc", "bias_hh_iofc"], ["bias"], axis=0))
    for name in "weight_ih_iofc", "weight_hh_iofc", "bias":
        nodes.append(helper.make_node("Unsqueeze", [name, "zero"], [name + "_d"]))
    nodes.append(helper.make_node(
        "LSTM", ["x", "weight_ih_iofc_d", "weight_hh_iofc_d", "bias_d"], ["y"],
        hidden_size=3))
    save("sliced.onnx", nodes, tensors, 2, 3)

    folder = pathlib.Path("/usr/share/libonnx-testdata/data/node")
    nodes = {test: backend_case(folder / test) for test in BACKEND}
    with open("onnx.json", "w") as file:
        json.dump(CASES, file)
        file.write("\n")
    with open("onnx_nodes.json", "w") as file:
        json.dump(nodes, file)
        file.write("\n")


if __name__ == "__main__":
    main()
