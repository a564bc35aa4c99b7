"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "e3495f8cdb6085289208b757bfb4f64103573da86f70451de3be03f8e688daba"
