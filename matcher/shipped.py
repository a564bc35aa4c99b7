"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "1f16224e16d146a5314968095bdf9298cad23001d82a4b45163e526b9145798d"
