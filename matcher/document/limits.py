"""Limits that a process sets for itself, as far as its operating system has them."""

import os
import sys
import threading
import time

MAX_MEMORY = 1_500_000_000  # bytes of address space; an ordinary PDF takes 300 MB of it, most of it libraries
MAX_SECONDS = 20.0  # for one file; 36 dense pages took 5 s on a busy core
_LOOK_EVERY = 0.05  # seconds, where memory must be watched because it cannot be limited


def limit_this_process() -> None:
    """Allow this process no more than `MAX_MEMORY`, no files to write, and no core dump.

    Linux enforces all three. macOS does not limit memory, so it is watched and the process ends
    itself; Windows has none of these for a process that limits itself, and only the parent's clock holds there.
    """
    if sys.platform == "win32":
        return
    import resource

    for what, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)):
        resource.setrlimit(what, (most, most))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    else:
        watch_memory(MAX_MEMORY)


def limit_cpu_from_now(seconds: float) -> None:
    """Let the system end this process after so much more computing, also if nobody is left to end it."""
    if sys.platform == "win32":
        return
    import resource

    most = int(time.process_time() + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def watch_memory(most: int) -> None:
    """End this process at once when it ever held more than `most` bytes."""
    import resource

    unit = 1 if sys.platform == "darwin" else 1024  # bytes of `ru_maxrss`, which macOS counts singly

    def watch() -> None:
        while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit <= most:
            time.sleep(_LOOK_EVERY)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
