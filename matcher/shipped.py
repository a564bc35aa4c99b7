"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "4921f3caa27dad7efc47dfd11b63b47e377a80f119b9d3e47e953f5f59a45234"
