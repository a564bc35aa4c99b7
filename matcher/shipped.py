"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "dfb8ea4e6dc3560ba3ae18e68371a3c77bb3c24c62db1aea837db9f0dff29ced"
