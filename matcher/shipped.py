"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "00aa25ca291ded3eaf606ff33011e85d4ff6fc8aff8cc9dd114fac42d537f486"
