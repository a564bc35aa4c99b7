"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "f31775df1875978bbce771537f862836120bd7d2c22170f64f0a408f67210b8e"
