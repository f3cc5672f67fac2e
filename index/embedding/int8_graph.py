"""An ONNX transformer in 8 bits: outlier channels evened out, then weights and activations quantized.

A quantized activation has one scale for the whole matrix, so a single channel that is ten times as large as
the others takes their precision away; BERT models have such channels. Here an outlier channel is divided by a
power of two before it is quantized and the weights it meets are multiplied by the same number, which changes
nothing in exact arithmetic (Xiao et al. 2023, "SmoothQuant", arXiv:2211.10438, with powers of two so that the
scaling itself rounds nothing). For all-MiniLM-L6-v2 the mean cosine with the original goes from 0.990 to 0.994 on
passages and from 0.991 to 0.997 on questions (PIAF, training part).
"""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

OUTLIER = 3.0
"""A channel is an outlier when its largest value is over this many times the median channel's.

Of 1.5 to 6, closest to the original on 200 passages and 400 questions of PIAF's training part.
"""


def quantize_to_int8(source: Path, target: Path, *, calibration: Iterable[NDArray[np.int64]]) -> None:
    """Writes the float32 graph `source` as 8-bit `target`; `calibration` are token ids, one array a text.

    Weights get a scale a column; activations are quantized while running, a scale a matrix. Weights use 7 of
    the 8 bits: processors without VNNI add two products in 16 bits and would saturate, so that a vector
    would depend on the machine.
    """
    model = onnx.load(source)
    _even_out(model, _largest_activations(model, calibration))
    with tempfile.TemporaryDirectory() as folder:
        evened = Path(folder) / "evened.onnx"
        onnx.save(model, evened)
        quantize_dynamic(
            evened,
            target,
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )


def _weighted_products(model: onnx.ModelProto) -> dict[str, list[onnx.NodeProto]]:
    """The matrix products with a stored matrix, by the name of the activation that goes in."""
    stored = {tensor.name for tensor in model.graph.initializer if len(tensor.dims) == 2}
    products: dict[str, list[onnx.NodeProto]] = {}
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in stored:
            products.setdefault(node.input[0], []).append(node)
    return products


def _largest_activations(
    model: onnx.ModelProto, calibration: Iterable[NDArray[np.int64]]
) -> dict[str, NDArray[np.float32]]:
    """For every activation that meets a stored matrix, the largest absolute value of each channel."""
    observed = list(_weighted_products(model))
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(onnx.ValueInfoProto(name=name) for name in observed)
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    inputs = [node.name for node in session.get_inputs()]
    largest: dict[str, NDArray[np.float32]] = {}
    for ids in calibration:
        row = ids[np.newaxis]
        given = {"input_ids": row, "attention_mask": np.ones_like(row), "token_type_ids": np.zeros_like(row)}
        values = session.run(observed, {name: given[name] for name in inputs})
        for name, value in zip(observed, values, strict=True):
            channels = np.abs(value).reshape(-1, value.shape[-1]).max(axis=0)
            largest[name] = np.maximum(largest.get(name, channels), channels)
    return largest


def _even_out(model: onnx.ModelProto, largest: Mapping[str, NDArray[np.float32]]) -> None:
    """Divides outlier channels of the graph's activations and multiplies the weights they meet."""
    stored = {tensor.name: tensor for tensor in model.graph.initializer}
    for activation, products in _weighted_products(model).items():
        factors = _powers_of_two(largest[activation])
        if np.all(factors == 1):
            continue
        inverse = numpy_helper.from_array(1 / factors, f"{activation}_inverse_factors")
        model.graph.initializer.append(inverse)
        evened = f"{activation}_evened"
        divide = onnx.helper.make_node("Mul", [activation, inverse.name], [evened], name=evened)
        place = min(index for index, node in enumerate(model.graph.node) if node in products)
        model.graph.node.insert(place, divide)
        for product in products:
            weights = stored[product.input[1]]
            scaled = numpy_helper.to_array(weights) * factors[:, np.newaxis]
            weights.CopyFrom(numpy_helper.from_array(scaled, weights.name))
            product.input[0] = evened


def _powers_of_two(largest: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much smaller each channel becomes: 1 for all but the outliers."""
    median = max(float(np.median(largest)), float(np.finfo(np.float32).tiny))
    exponents = np.rint(np.log2(np.maximum(largest / (OUTLIER * median), 1)))
    factors: NDArray[np.float32] = np.exp2(exponents, dtype=np.float32)
    return factors
