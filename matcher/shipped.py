"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "184aff3fc0cf812c4d86381839b5db7a4b9382326f33cca5ab6cdb0ac8fd063d"
