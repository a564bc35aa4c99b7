"""The shipped model's hash, written by `make model`."""

MODEL_SHA256 = "df10b069ec2e92e5b5ce6641802c1f61c2dd1d2ec0504d1806b5ddf78b942707"
