"""The encoder's layers and three readings of its vectors, as one torch network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from matcher.corpus import DUTY, MARKS
from matcher.duties import CONTACT
from matcher.features import N_SHAPES
from matcher.forward import BRANCH_SIZE, MAX_TOKENS, TOKEN_SIZE, WINDOWS, TokenTable
from matcher.framework import LEVELS
from matcher.pooling import TOP_DUTIES
from matcher.reading import DUTY_LEVELS
from matcher.readings import Reading, Readings

WHATS = tuple(sorted([DUTY, *MARKS.values()]))
# Unit vectors of 512 numbers have small ones; a linear reading learns quicker from larger.
_VECTOR_SCALE, _EVIDENCE_SCALE = 5.0, 3.0


@dataclass(frozen=True, slots=True)
class Logits:
    """What the network says of one document: logits of `WHATS` and of levels per sentence, and its level's logits."""

    what: Tensor
    levels: Tensor
    document: Tensor


class AdaptedLayers(nn.Module):  # type: ignore[misc]
    """The layers above the token table, as `matcher.forward.Network` computes them, but open to fitting."""

    def __init__(self, table: TokenTable, layers: Mapping[str, npt.NDArray[Any]], *, token_dropout: float) -> None:
        super().__init__()
        self.table = table
        self.eps = float(layers["eps"])
        self.token_dropout = token_dropout
        named = {name: nn.Parameter(torch.tensor(values)) for name, values in layers.items() if name != "eps"}
        self.w = nn.ParameterDict(named)

    def forward(self, sentences: Sequence[Sequence[int]]) -> Tensor:
        """Return one unit-length row per sentence of token ids, shape (n_sentences, 512)."""
        read = [ids[:MAX_TOKENS] for ids in sentences]
        counts = torch.tensor([len(ids) for ids in read])
        tokens = torch.from_numpy(self.table.vectors(np.concatenate(read)))
        if self.training:
            tokens = tokens * (torch.rand(len(tokens), 1) >= self.token_dropout)
        owner = torch.repeat_interleave(torch.arange(len(counts)), counts)
        features = torch.cat([tokens, *self._branches(tokens, counts, owner)], dim=1)
        features = functional.layer_norm(features, features.shape[1:], self.w["ln_g"], self.w["ln_b"], self.eps)
        sums = torch.zeros(len(counts), features.shape[1]).index_add(0, owner, features)
        return self._sentence_layers(sums, counts.float()[:, None])

    def _branches(self, tokens: Tensor, counts: Tensor, owner: Tensor) -> list[Tensor]:
        w, n_tokens = self.w, len(tokens)
        names = [str(width) for width, _ in WINDOWS]
        projected = tokens @ torch.cat([w[f"proj{n}"] for n in names], 1) + torch.cat([w[f"proj_b{n}"] for n in names])
        gain, shift = (torch.cat([w[f"{part}{n}"] for n in names]) for part in ("ln_g", "ln_b"))
        projected = functional.layer_norm(projected, projected.shape[1:], gain, shift, self.eps)
        ends = torch.cumsum(counts, 0)[owner][:, None]
        starts = ends - counts[owner][:, None]
        branches = []
        for (width, left), entry in zip(WINDOWS, projected.split(BRANCH_SIZE, dim=1), strict=True):
            reached = torch.arange(n_tokens)[:, None] + torch.arange(-left, width - left)
            reached = torch.where((reached >= starts) & (reached < ends), reached, n_tokens)
            hidden = functional.relu(_seen(entry, reached) @ w[f"w1_{width}"] + w[f"b1_{width}"]) + entry
            branches.append(functional.relu(_seen(hidden, reached) @ w[f"w2_{width}"] + w[f"b2_{width}"]) + hidden)
        return branches

    def _sentence_layers(self, sums: Tensor, n_tokens: Tensor) -> Tensor:
        w = self.w
        mean = (sums @ w["cnn_W"] + n_tokens * w["cnn_b"]) / n_tokens.sqrt()
        inner = functional.relu(mean @ w["p1"] + functional.relu(mean @ w["d0"]) @ w["d1"])
        vectors = torch.tanh(inner @ w["p3"] + functional.relu(inner @ w["d2"]) @ w["d3"])
        return functional.normalize(vectors, dim=1)


def _seen(rows: Tensor, reached: Tensor) -> Tensor:
    """Lay the rows that each window reaches side by side; the row after the last stands for none."""
    padded = torch.cat([rows, rows.new_zeros(1, rows.shape[1])])
    return padded.index_select(0, reached.flatten()).reshape(len(reached), -1)


class DocumentNetwork(nn.Module):  # type: ignore[misc]
    """Adapted layers, and on their vectors what `DocumentReader` and `LevelClassifier` will read: all linear."""

    def __init__(self, layers: AdaptedLayers, *, dropout: float, title_dropout: float) -> None:
        super().__init__()
        self.layers = layers
        self.what = nn.Linear(3 * TOKEN_SIZE + 2, len(WHATS))
        self.levels = nn.Linear(3 * TOKEN_SIZE + 2, DUTY_LEVELS)
        self.document = nn.Linear(3 * TOKEN_SIZE + DUTY_LEVELS + 2 * len(LEVELS), DUTY_LEVELS)
        self.dropout = nn.Dropout(dropout)
        self.title_dropout = title_dropout
        self.sentence_scales = torch.cat([torch.full((3 * TOKEN_SIZE,), _VECTOR_SCALE), torch.ones(2)])
        evidence = torch.full((self.document.in_features - 3 * TOKEN_SIZE,), _EVIDENCE_SCALE)
        self.document_scales = torch.cat([torch.full((3 * TOKEN_SIZE,), _VECTOR_SCALE), evidence])

    def forward(self, documents: Sequence[Sequence[Sequence[int]]]) -> list[Logits]:
        """Read documents, each given as the token ids of its title and of its sentences."""
        vectors = self.layers([ids for document in documents for ids in document])
        return [self._read(rows[0], rows[1:]) for rows in vectors.split([len(document) for document in documents])]

    def _read(self, title: Tensor, vectors: Tensor) -> Logits:
        if self.training and torch.rand(()) < self.title_dropout:
            title = torch.zeros_like(title)
        nothing = vectors.new_zeros(1, TOKEN_SIZE)
        place = torch.linspace(0, 1, len(vectors))[:, None]
        around = [0.5 * torch.cat([nothing, vectors[:-1]]), 0.5 * torch.cat([vectors[1:], nothing])]
        sentences = self.dropout(torch.cat([vectors, *around, place, place**2], 1) * self.sentence_scales)
        what, levels = self.what(sentences), self.levels(sentences)
        kinds = what.softmax(1)
        pooled = _pool(vectors, kinds[:, WHATS.index(DUTY)], levels.softmax(1), 1 - kinds[:, WHATS.index(CONTACT)])
        features = torch.cat([title, pooled]) * self.document_scales
        return Logits(what, levels, self.document(self.dropout(features)))

    def readings(self, state: Mapping[str, Tensor]) -> Readings:
        """Return the readings of weights (`state_dict`) in the terms of `sentence_features` and `ReadDocument`."""
        nothing = torch.zeros(N_SHAPES)  # what else `sentence_features` knows of a sentence is not read
        scales = torch.cat([self.sentence_scales, nothing])

        def read(name: str, classes: Sequence[str] | Sequence[int], scales: Tensor) -> Reading:
            weights, bias = state[f"{name}.weight"], state[f"{name}.bias"]
            padded = functional.pad(weights, (0, len(scales) - weights.shape[1])) * scales
            return Reading(np.array(classes), padded.double().numpy(), bias.double().numpy())

        levels = range(DUTY_LEVELS)
        return Readings(
            read("what", WHATS, scales), read("levels", levels, scales), read("document", levels, self.document_scales)
        )


def _pool(vectors: Tensor, duties: Tensor, levels: Tensor, impersonal: Tensor) -> Tensor:
    """Sum up a document as `matcher.pooling.pool_document` does."""
    attention = duties / (duties.sum() + 1e-6)
    at_least = levels.flip(1).cumsum(1).flip(1)[:, 1:] * duties[:, None]
    top = at_least.topk(min(TOP_DUTIES, len(vectors)), dim=0).values.sum(0) / TOP_DUTIES
    return torch.cat([
        attention @ vectors, 0.7 * (impersonal @ vectors) / (impersonal.sum() + 1e-6),
        attention @ levels, top, 0.5 * torch.log1p(at_least.sum(0)),
    ])  # fmt: skip
