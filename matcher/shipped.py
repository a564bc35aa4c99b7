"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "1c1ec7025958de486f43e0cfc5d0d3d92a0e34993757948d0f9878325bd31f0b"
