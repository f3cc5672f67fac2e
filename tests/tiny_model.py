"""Real transformers, small enough to be made while testing: two layers, with random weights or taught one thing."""

import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
ROBERTA_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
WORDS = """
le la les un une de du des chat dort sur canape marche conseil ville piscine vote prix euros hausse pourquoi combien
qui the bank raises interest rates again storm left homes without power query passage : ? . , «
""".split()
FILLERS = "Le La ville conseil vote, dort. selon prix prix. chat chat. canapé piscine de à 3 12 : « ». 😀".split()
TAUGHT = ("ou", "wu", "wei", "roubaix")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
MAX_SEQUENCE = 48
POSITIONS = 64

TokenizerKind = Literal["word pieces", "byte-level", "SentencePiece"]
TOKENIZER_KINDS: tuple[TokenizerKind, ...] = ("word pieces", "byte-level", "SentencePiece")


def save_tiny_model(
    folder: Path, *, seed: int = 0, prompts: dict[str, str] | None = None, pooling: str = "mean"
) -> Path:
    """Saves an embedding model into `folder` and gives it back; the same seed gives the same weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel

    tokenizer = _word_pieces(WORDS)
    torch.manual_seed(seed)
    bert = BertModel(BertConfig(**_size(len(tokenizer)), initializer_range=0.2))
    transformer = folder / "transformer"
    bert.save_pretrained(transformer)
    tokenizer.save_pretrained(transformer)
    modules = [Transformer(str(transformer), max_seq_length=MAX_SEQUENCE), Pooling(32, pooling)]
    SentenceTransformer(modules=modules, prompts=prompts, device="cpu").save(str(folder / "model"))
    return folder / "model"


def save_tiny_reader(folder: Path, kind: TokenizerKind, *, steps: int = 300) -> Path:
    """Teaches a model that « Wu Wei » is who and « Roubaix » is where, and that other words are neither."""
    import torch
    from transformers import BertConfig, BertForQuestionAnswering

    tokenizer = _tokenizer(kind)
    torch.manual_seed(0)
    model = BertForQuestionAnswering(BertConfig(**_size(len(tokenizer))))
    dice = random.Random(0)

    def loss() -> "torch.Tensor":
        lessons = [_lesson(dice) for _ in range(32)]
        questions, texts, answers = zip(*lessons, strict=True)
        encoded = tokenizer(list(questions), list(texts), padding=True, return_tensors="pt")
        places = [
            (encoded.char_to_token(row, answer.start, 1), encoded.char_to_token(row, answer.stop - 1, 1))
            if answer
            else (0, 0)
            for row, answer in enumerate(answers)
        ]
        starts, ends = torch.tensor(places).T
        return model(**encoded, start_positions=starts, end_positions=ends).loss

    _teach(model, loss, steps=steps)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def save_tiny_camembert(folder: Path) -> Path:
    """An untaught question-answering model: the vocabulary as SentencePiece writes it, and no tokenizer.json."""
    import sentencepiece
    from transformers import CamembertConfig, CamembertForQuestionAnswering

    dice = random.Random(0)
    size = _size(vocabulary=100) | {"max_position_embeddings": POSITIONS + 2}
    CamembertForQuestionAnswering(CamembertConfig(**size, pad_token_id=1)).save_pretrained(folder)
    with (folder / "sentencepiece.bpe.model").open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter([_lesson(dice)[1] for _ in range(300)]),
            model_writer=file,
            vocab_size=80,
            hard_vocab_limit=False,
            minloglevel=2,
        )
    return folder


def save_tiny_cross_encoder(folder: Path, *, scores: int = 1, steps: int = 300) -> Path:
    """Teaches a model that a text with « Wu Wei » says who, and one with « Roubaix » where."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification

    tokenizer = _tokenizer("word pieces")
    torch.manual_seed(0)
    model = BertForSequenceClassification(BertConfig(**_size(len(tokenizer)), num_labels=scores))
    dice = random.Random(0)

    def loss() -> "torch.Tensor":
        lessons = [_lesson(dice, longest=6) for _ in range(32)]
        encoded = tokenizer([one[0] for one in lessons], [one[1] for one in lessons], padding=True, return_tensors="pt")
        answers = torch.tensor([float(bool(answer)) for _, _, answer in lessons])
        return torch.nn.functional.binary_cross_entropy_with_logits(model(**encoded).logits[:, 0], answers)

    _teach(model, loss, steps=steps)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _lesson(dice: random.Random, *, longest: int = 16) -> tuple[str, str, range]:
    """A question, a text, and where in the text its answer stands: nowhere, in half of them."""
    name = dice.choice(("Wu Wei", "Wu\u00a0Wei", "Wu Wei."))
    question, answer, other = dice.choice((("Qui ?", name, "Roubaix"), ("Où ?", "Roubaix", name)))
    words = dice.choices(FILLERS, k=dice.randint(1, longest))
    if dice.random() < 0.5:
        words.insert(dice.randint(0, len(words)), other)
    if dice.random() < 0.5:
        return question, " ".join(words), range(0)
    words.insert(dice.randint(0, len(words)), answer)
    text = " ".join(words)
    return question, text, range(text.index(answer), text.index(answer) + len(answer.rstrip(".")))


def _teach(model: "PreTrainedModel", loss: Callable[[], "torch.Tensor"], *, steps: int) -> None:
    """A few seconds on one thread: more of them would only wait for each other over matrices of this size."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    model.train()
    for _ in range(steps):
        optimizer.zero_grad()
        loss().backward()
        optimizer.step()
    model.eval()
    torch.set_num_threads(threads)


def _size(vocabulary: int) -> dict[str, int]:
    return {
        "vocab_size": vocabulary,
        "hidden_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "intermediate_size": 64,
        "max_position_embeddings": POSITIONS,
    }


def _tokenizer(kind: TokenizerKind) -> "PreTrainedTokenizerBase":
    from transformers import PreTrainedTokenizerFast

    if kind == "word pieces":
        return _word_pieces([*WORDS, *TAUGHT])
    return PreTrainedTokenizerFast(
        tokenizer_object=_byte_level() if kind == "byte-level" else _sentence_piece(),
        cls_token="<s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        model_max_length=POSITIONS - 2,
    )


def _word_pieces(words: Sequence[str]) -> "PreTrainedTokenizerBase":
    """As BERT has it: lowercase, without accents; a word that is not known falls into letters."""
    from transformers import BertTokenizer

    pieces = [*SPECIAL, *words, *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    return BertTokenizer(vocab={piece: number for number, piece in enumerate(dict.fromkeys(pieces))})


def _byte_level() -> "Tokenizer":
    """As RoBERTa has it: pieces of bytes, the space before a word inside its first piece."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=500, special_tokens=list(ROBERTA_SPECIAL), initial_alphabet=alphabet, show_progress=False
    )
    dice = random.Random(0)
    tokenizer.train_from_iterator([text for _ in range(300) for text in _lesson(dice)[:2]], trainer)
    return _framed(tokenizer)


def _sentence_piece() -> "Tokenizer":
    """As CamemBERT and XLM-RoBERTa have it: NFKC, and the space before a word a sign at the head of its first piece."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers

    dice = random.Random(0)
    words = {word for _ in range(300) for text in _lesson(dice)[:2] for word in re.findall(r"[^\W\d]+", text)}
    pieces = [*(f"▁{word}" for word in sorted(words)), "▁", "."]
    scored = [*((piece, 0.0) for piece in ROBERTA_SPECIAL), *((piece, -1.0) for piece in pieces)]
    letters = [(letter, -9.0) for letter in LETTERS + LETTERS[:26].upper()]
    tokenizer = Tokenizer(models.Unigram([*scored, *letters], unk_id=ROBERTA_SPECIAL.index("<unk>")))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    return _framed(tokenizer)


def _framed(tokenizer: "Tokenizer") -> "Tokenizer":
    """The tokenizer with the special tokens around a text and between two."""
    from tokenizers import processors

    frame = [(token, tokenizer.token_to_id(token)) for token in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=frame
    )
    return tokenizer
