"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "33021b12ae441ca7872f43809351ee6430b982202f7af91be56850fe0f849692"
