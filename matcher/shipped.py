"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "e756478059526f1201c378784d6693d44cbaa5ec1bbdb29202ea22bb7a2bac21"
