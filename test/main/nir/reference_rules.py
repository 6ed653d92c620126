"""Reads .nir files with h5py and applies the rules by which version 1.0.x of the reference package accepts a graph.

Prints one JSON object: for each file its nodes with the shapes inferred for what goes in and comes out, or what is wrong with it.
"""

import json
import math
import sys

import h5py
import numpy as np

FIELDS = {
    "Input": {"shape"},
    "Output": {"shape"},
    "Affine": {"weight", "bias"},
    "Linear": {"weight"},
    "Conv2d": {"input_shape", "weight", "bias", "stride", "padding", "dilation", "groups"},
    "SumPool2d": {"kernel_size", "stride", "padding"},
    "AvgPool2d": {"kernel_size", "stride", "padding"},
    "Flatten": {"start_dim", "end_dim", "input_type"},
    "IF": {"r", "v_threshold", "v_reset"},
    "LIF": {"tau", "r", "v_leak", "v_threshold", "v_reset"},
}
SCALARS = {"groups", "start_dim", "end_dim"}
FLOATS = {"weight", "bias", "r", "tau", "v_leak", "v_threshold", "v_reset"}


def text(dataset):
    info = h5py.check_string_dtype(dataset.dtype)
    assert info is not None and info.length is None and info.encoding == "utf-8", "a text of fixed length"
    value = dataset[()]
    return value.decode("utf8") if isinstance(value, bytes) else [[cell.decode("utf8") for cell in row] for row in value]


def fields(group):
    """The datasets of a node; anything unknown would make the package's constructor fail."""
    kind = text(group["type"])
    assert kind in FIELDS, f"unknown type {kind}"
    names = set(group.keys()) - {"type", "metadata"}
    assert names == FIELDS[kind], f"fields {sorted(names)} of {kind}"
    values = {}
    for name in names:
        dataset = group[name]
        assert dataset.dtype == (np.float32 if name in FLOATS else np.int64), f"{name} is {dataset.dtype}"
        assert (dataset.shape == ()) == (name in SCALARS), f"{name} has shape {dataset.shape}"
        values[name] = dataset[()]
    return kind, values


def extent(size, padding, dilation, kernel, stride):
    return math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1)


def shapes(kind, value, before):
    """What goes into and comes out of a node, given what comes out of the node before it (None at first)."""
    if kind in ("Input", "Output"):
        shape = list(value["shape"])
        return shape, shape
    if kind in ("Affine", "Linear"):
        targets, sources = value["weight"].shape
        assert "bias" not in value or value["bias"].shape == (targets,), "bias"
        return [sources], [targets]
    if kind == "Conv2d":
        outputs, inputs, rows, _ = value["weight"].shape
        assert value["bias"].shape == (outputs,), "bias"
        # The rows of the kernel stand for both axes, and groups are not looked at.
        after = [
            extent(value["input_shape"][a], value["padding"][a], value["dilation"][a], rows, value["stride"][a])
            for a in (0, 1)
        ]
        return [inputs, *value["input_shape"]], [outputs, *after]
    if kind in ("SumPool2d", "AvgPool2d"):
        after = [
            extent(before[a + 1], value["padding"][a], 1, value["kernel_size"][a], value["stride"][a]) for a in (0, 1)
        ]
        return before, [before[0], *after]
    if kind == "Flatten":
        start, end = int(value["start_dim"]), int(value["end_dim"])
        shape = list(value["input_type"])
        last = len(shape) if end == -1 else end + 1
        flat = [*shape[:start], math.prod(shape[start:last]), *shape[last:]]
        assert math.prod(flat) == math.prod(shape)
        return shape, flat
    shape = list(value["v_threshold"].shape)
    assert all(list(parameter.shape) == shape for parameter in value.values()), "parameters of different shapes"
    return shape, shape


def check(path):
    with h5py.File(path, "r") as file:
        assert isinstance(text(file["version"]), str)
        assert text(file["node"]["type"]) == "NIRGraph"
        assert set(file["node"].keys()) <= {"type", "edges", "nodes", "metadata"}
        nodes = {name: fields(group) for name, group in file["node"]["nodes"].items()}
        edges = [tuple(edge) for edge in text(file["node"]["edges"])]
    inputs = [name for name, (kind, _) in nodes.items() if kind == "Input"]
    assert len(inputs) == 1 and any(kind == "Output" for kind, _ in nodes.values())
    found = {inputs[0]: shapes(*nodes[inputs[0]], None)}
    waiting = list(edges)
    while waiting:
        ready = [edge for edge in waiting if edge[0] in found]
        assert ready, "nodes that nothing leads to"
        for source, target in ready:
            after = found[source][1]
            went_in, came_out = shapes(*nodes[target], after)
            assert list(map(int, went_in)) == list(map(int, after)), f"{source} gives {after}, {target} takes {went_in}"
            found.setdefault(target, (went_in, came_out))
            waiting.remove((source, target))
    assert set(found) == set(nodes), "nodes without edges"
    return {
        name: {
            "type": nodes[name][0],
            "out": [int(e) for e in came_out],
            "sum": float(sum(np.abs(v).astype(np.float64).sum() for k, v in nodes[name][1].items() if k in FLOATS)),
        }
        for name, (_, came_out) in found.items()
    }


if __name__ == "__main__":
    result = {}
    for name in sys.argv[1:]:
        try:
            result[name] = check(name)
        except (AssertionError, KeyError, ValueError) as error:
            result[name] = {"wrong": f"{type(error).__name__}: {error}"}
    print(json.dumps(result))
