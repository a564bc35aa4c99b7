"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "934bc431086cda0ee03a355f6100af525a5ead9ea6baeff5172c5e0a0c95ad68"
