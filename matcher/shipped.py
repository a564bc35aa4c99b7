"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "dafa6df51e0793e693a3da0a13a62b74b09a49db7fdc5b521babdb307af4db67"
