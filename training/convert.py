"""Write the weights as a CTranslate2 model: int8, one file, both directions."""

import shutil
from pathlib import Path

from . import checkpoint
from .model import MAX_POSITIONS, sinusoids
from .tokenizer import Tokenizer


def convert(weights: Path, tokenizer: Path, out: Path, quantization: str = "int8") -> int:
    """Write model.bin, config.json, shared_vocabulary.json and sentencepiece.model to `out`.

    Returns the size of model.bin in bytes. Raises ValueError when the tokenizer is another one
    than the model was trained with.
    """
    from ctranslate2.specs import common_spec, transformer_spec

    values, shape, vocabulary = checkpoint.load_weights(weights)
    pieces = Tokenizer(tokenizer).vocabulary()
    if len(pieces) != vocabulary:
        raise ValueError(f"{tokenizer}: {len(pieces)} pieces, the model has {vocabulary}")
    arrays = {name: value.float().numpy() for name, value in values.items()}

    spec = transformer_spec.TransformerSpec.from_config(
        (shape.encoder_layers, shape.decoder_layers),
        shape.heads,
        pre_norm=True,
        activation=common_spec.Activation.RELU,
    )

    def norm(target: common_spec.LayerNormSpec, name: str) -> None:
        target.gamma, target.beta = arrays[f"{name}.weight"], arrays[f"{name}.bias"]

    def linear(target: common_spec.LinearSpec, name: str) -> None:
        target.weight, target.bias = arrays[f"{name}.weight"], arrays[f"{name}.bias"]

    positions = sinusoids(MAX_POSITIONS, shape.width).numpy()
    for side, name in ((spec.encoder, "encoder"), (spec.decoder, "decoder")):
        side.scale_embeddings = True
        side.position_encodings.encodings = positions
        norm(side.layer_norm, f"{name}_norm")
        for i, layer in enumerate(side.layer):
            part = f"{name}.{i}"
            norm(layer.self_attention.layer_norm, f"{part}.attention_norm")
            linear(layer.self_attention.linear[0], f"{part}.attention.query_key_value")
            linear(layer.self_attention.linear[1], f"{part}.attention.output")
            norm(layer.ffn.layer_norm, f"{part}.feed_norm")
            linear(layer.ffn.linear_0, f"{part}.feed.inner")
            linear(layer.ffn.linear_1, f"{part}.feed.outer")
            if side is spec.decoder:
                norm(layer.attention.layer_norm, f"{part}.cross_norm")
                linear(layer.attention.linear[0], f"{part}.cross.query")
                linear(layer.attention.linear[1], f"{part}.cross.key_value")
                linear(layer.attention.linear[2], f"{part}.cross.output")
    embedding = arrays["embedding.weight"]
    spec.encoder.embeddings[0].weight = embedding
    spec.decoder.embeddings.weight = embedding
    spec.decoder.projection.weight = embedding
    spec.decoder.projection.bias = arrays["output_bias"]

    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.config.add_source_eos = True
    spec.config.add_source_bos = False
    out.mkdir(parents=True, exist_ok=True)
    spec.validate()
    spec.optimize(quantization=quantization)
    spec.save(str(out))
    if tokenizer.resolve() != (out / "sentencepiece.model").resolve():
        shutil.copyfile(tokenizer, out / "sentencepiece.model")
    return (out / "model.bin").stat().st_size
