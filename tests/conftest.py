"""What holds for every test: none fails because the machine was slow, by chance, or because of how it was started.

What Hypothesis draws is the same each time; `ACTIONPLAN_DRAWN=anew` draws other examples.
"""

from __future__ import annotations

import os
import signal

from hypothesis import settings

settings.register_profile("patient", deadline=None, derandomize=os.environ.get("ACTIONPLAN_DRAWN") != "anew")
settings.load_profile("patient")

# What is started in the background, or with nohup, ignores Ctrl-C and hanging up, and so would all that a test starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
