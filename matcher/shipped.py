"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "83cc967f5c8f0f5720b19eed49b00dee145a2ff4bf93a9a75bc91b6f20ae17c7"
