"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "ce456e5de131a5f543a5dafe3cbf28f23510ffcb53fe75de7bab3792992cbab7"
