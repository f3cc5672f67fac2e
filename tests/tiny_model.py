"""A real sentence-transformers model, small enough to be made while testing: two layers, random weights."""

from pathlib import Path

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
WORDS = """
le la les un une de du des chat dort sur canape marche conseil ville piscine vote prix euros hausse pourquoi combien
qui the bank raises interest rates again storm left homes without power query passage : ? . , «
""".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
MAX_SEQUENCE = 48


def save_tiny_model(
    folder: Path, *, seed: int = 0, prompts: dict[str, str] | None = None, pooling: str = "mean"
) -> Path:
    """Saves the model into `folder` and gives it back; the same seed gives the same weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    pieces = [*SPECIAL, *WORDS, *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    torch.manual_seed(seed)
    bert = BertModel(
        BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=64,
            max_position_embeddings=64,
            initializer_range=0.2,
        )
    )
    transformer = folder / "transformer"
    bert.save_pretrained(transformer)
    BertTokenizer(vocab=vocabulary).save_pretrained(transformer)
    modules = [Transformer(str(transformer), max_seq_length=MAX_SEQUENCE), Pooling(32, pooling)]
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder / "model"))
    return folder / "model"
