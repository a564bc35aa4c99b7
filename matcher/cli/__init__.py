"""Command line: one module per command; each reads, makes one call, prints."""

import os
import sys

# Streams and BLAS are set before anything heavy is imported: one thread keeps equal input at equal bytes.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")


def main() -> None:
    """Run the command line and exit with its code."""
    from matcher.cli.app import run

    sys.exit(run())
