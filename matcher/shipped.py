"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "4a51e06bf65ed74e448e0ece7b46114766040ec01f788903ea324601e8d899ee"
