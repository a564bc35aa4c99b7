"""Marked examples -> adapted layers of the encoder."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from matcher.adaptation.network import WHATS, AdaptedLayers, DocumentNetwork, Logits
from matcher.corpus import DUTY, Example
from matcher.encoder import READINGS, original_layers, token_ids, token_table
from matcher.features import encoder_texts, read_sentences
from matcher.fitting import example_weight, text_key
from matcher.framework import LEVELS
from matcher.reading import sentence_marks

Layers = dict[str, npt.NDArray[Any]]

N_EPOCHS = 2  # chosen; one was nearly as good (docs/quality.md), a third was not tried
AT_ONCE = 8  # documents
LAYER_RATE, READING_RATE = 1.5e-4, 2e-3
AVERAGED = (
    0.995  # share of the past in the running mean of the weights, which is what is kept (Polyak and Juditsky 1992)
)
TOKEN_DROPOUT, DROPOUT, TITLE_DROPOUT = 0.1, 0.1, 0.15
N_FREQUENT = 2000  # tokens whose first layer is computed ahead: about half of a document's distinct ones; 26 MB
# One in so many real documents, and of those of ours that were written first and labelled afterwards, is kept for
# calibrating, so that probabilities are honest.
KEPT_REAL, KEPT_WILD = 4, 8
# So that a document of usual length weighs about the same in each of the three losses.
_USUAL_SENTENCES, _USUAL_DUTIES = 60, 15
_DOCUMENT_SHARE, _DISTANCE_SHARE = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class _Lesson:
    """One example as the network sees it: token ids of title and sentences; targets, -1 for none; weight."""

    ids: list[list[int]]
    what: Tensor
    levels: Tensor
    level: int
    weight: float


def adapt_encoder(examples: Sequence[Example], *, tell: Callable[[str], None], seed: int = 0) -> Layers:
    """Fit the encoder's layers to what sentences and documents show; return them with what else is kept.

    Beside the layers, in 16-bit numbers: the readings fitted with them (`encoder.READINGS`), `frequent`, ids
    of tokens, and `seen`, the keys (`text_key`) of the documents that were learned from. The same examples give the
    same bytes on the same processor type.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(2)  # sums over another number of threads differ in their last digits
    torch.use_deterministic_algorithms(True)
    learned = [example for example in examples if not kept_for_calibration(example)]
    lessons = [lesson for lesson in map(_lesson, learned) if len(lesson.ids) > 1]
    original = original_layers()
    network = DocumentNetwork(
        AdaptedLayers(token_table(), original, token_dropout=TOKEN_DROPOUT),
        dropout=DROPOUT, title_dropout=TITLE_DROPOUT,
    )  # fmt: skip
    mean = _fit(network, lessons, np.random.default_rng(seed), tell)
    layers: Layers = {name: mean[f"layers.w.{name}"].numpy().astype(np.float16) for name in original if name != "eps"}
    readings = network.readings(mean)
    parts = {
        f"{name}_{part}": getattr(getattr(readings, name), part)
        for name in READINGS
        for part in ("classes", "weights", "bias")
    }
    seen = sorted(text_key(example.document.text) for example in learned)
    kept = {"eps": original["eps"], "frequent": _frequent(lessons), "seen": np.array(seen, dtype="S16")}
    return {**layers, **parts, **kept}


def kept_for_calibration(example: Example) -> bool:
    """Tell whether adapting leaves an example alone, so that calibration can look at it."""
    one_in = KEPT_REAL if example.real else KEPT_WILD if example.sure else None
    return one_in is not None and int(text_key(example.document.text), 16) % one_in == 0


def save_layers(layers: Layers, path: Path) -> str:
    """Write layers where `SentenceEncoder` looks for them; return the file's sha256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, allow_pickle=False, **layers)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _lesson(example: Example) -> _Lesson:
    sentences = read_sentences(example.document)
    marks = list(sentence_marks(sentences, example.marks))
    return _Lesson(
        ids=token_ids(encoder_texts(example.document, sentences)),
        what=torch.tensor([-1 if mark is None else WHATS.index(mark.what) for mark in marks], dtype=torch.long),
        levels=torch.tensor(
            [-1 if mark is None or mark.level is None else mark.level for mark in marks], dtype=torch.long
        ),
        level=example.level,
        weight=example_weight(example),
    )


def _frequent(lessons: Sequence[_Lesson]) -> npt.NDArray[np.int64]:
    counts = Counter(token for lesson in lessons for ids in lesson.ids for token in ids)
    return np.array(sorted(sorted(counts, key=lambda token: (-counts[token], token))[:N_FREQUENT]), dtype=np.int64)


def _fit(
    network: DocumentNetwork, lessons: Sequence[_Lesson], order: np.random.Generator, tell: Callable[[str], None]
) -> dict[str, Tensor]:
    """Fit `network` and return the running mean of its weights."""
    readings = [value for name, value in network.named_parameters() if not name.startswith("layers.")]
    optimizer = torch.optim.AdamW([
        {"params": readings, "lr": READING_RATE, "weight_decay": 1e-3},
        {"params": list(network.layers.parameters()), "lr": LAYER_RATE, "weight_decay": 0.0},
    ])  # fmt: skip
    n_steps = N_EPOCHS * (len(lessons) // AT_ONCE)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, n_steps))
    mean = {name: value.detach().clone() for name, value in network.state_dict().items()}
    network.train()
    for step, batch in enumerate(_batches(lessons, order)):
        loss = _loss(batch, network([lesson.ids for lesson in batch]))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        past = min(AVERAGED, (step + 1) / (step + 11))
        for name, value in network.state_dict().items():
            mean[name].lerp_(value, 1 - past)
        if step % 50 == 0:
            tell(f"step {step} of {n_steps}, loss {loss.item():.2f}")
    return mean


def _rate(step: int, n_steps: int) -> float:
    """Return the share of the full learning rate: up over a hundred steps, then straight down."""
    return min(1.0, (step + 1) / 100) * max(0.02, 1 - step / n_steps)


def _batches(lessons: Sequence[_Lesson], order: np.random.Generator) -> Iterator[list[_Lesson]]:
    for _ in range(N_EPOCHS):
        places = order.permutation(len(lessons))
        for first in range(0, len(places) - AT_ONCE + 1, AT_ONCE):
            yield [lessons[i] for i in places[first : first + AT_ONCE]]


def _loss(batch: Sequence[_Lesson], readings: Sequence[Logits]) -> Tensor:
    """Return what the readings cost: wrong kinds of sentences, wrong levels of duties, wrong levels of documents."""
    costs = []
    for lesson, reading in zip(batch, readings, strict=True):
        cost = _cross_entropy(reading.what, lesson.what) / _USUAL_SENTENCES
        duties = torch.where(lesson.what == WHATS.index(DUTY), lesson.levels, -1)
        cost = cost + _cross_entropy(reading.levels, duties) / _USUAL_DUTIES
        costs.append(lesson.weight * (cost + _DOCUMENT_SHARE * _document_loss(reading.document, lesson.level)))
    return torch.stack(costs).sum() / sum(lesson.weight for lesson in batch)


def _cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    return functional.cross_entropy(logits, targets, ignore_index=-1, reduction="sum")


def _document_loss(logits: Tensor, level: int) -> Tensor:
    """Return the cross entropy, and for levels 1 to 6 also the squared distance of the expected level."""
    loss = functional.cross_entropy(logits[None], torch.tensor([level]))
    if level == 0:
        return loss
    expected = logits[1:].softmax(0) @ torch.tensor(LEVELS, dtype=torch.float32)
    return loss + _DISTANCE_SHARE * (expected - level) ** 2
