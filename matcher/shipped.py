"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "1135f83274c6d772d675b1bee8682b65a30a86c9a27e809d6ad4845cd388d7d9"
