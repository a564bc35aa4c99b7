"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "150e8ef14e915d5c6f5870d36c96e3c2c9858ab464d6e6668c4732d49e0831ff"
