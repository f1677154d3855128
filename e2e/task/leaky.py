"""A service whose memory does as it is told, as traffic would tell it.

It reads its order from a file, one line:
  hold MIB              uses that much, as a cache of that size would
  leak MIB PER_MINUTE   has leaked that much, and goes on leaking
Without an order it uses what Python needs.
"""

import mmap
import signal
import sys
import time

ORDER = "/tmp/order"
MIB = 1 << 20
TICK = 0.2

held = []


def use(mib):
    """Holds so many MiB, each of its pages written to; what is too much goes back to the kernel."""
    while len(held) < mib:
        block = mmap.mmap(-1, MIB)
        block.write(b"x" * MIB)
        held.append(block)
    while len(held) > max(0, mib):
        held.pop().close()


def main():
    # As process 1 it has no handler for the signal by which it is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    order, since = "", time.monotonic()
    while True:
        try:
            with open(ORDER, encoding="ascii") as file:
                text = file.read().strip()
        except FileNotFoundError:
            text = ""
        if text != order:
            order, since = text, time.monotonic()
            print("order:", order, flush=True)
        match order.split():
            case ["hold", mib]:
                use(int(mib))
            case ["leak", mib, per_minute]:
                use(int(mib) + int(float(per_minute) * (time.monotonic() - since) / 60))
        time.sleep(TICK)


main()
