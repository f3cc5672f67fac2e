"""How the service ends: it says that it is not ready any more, then takes no more requests and ends its answers."""

import asyncio
import signal
import threading
from types import FrameType

from api.service import Service

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def drain_when_stopped(service: Service, seconds: float) -> None:
    """Has the signals that stop the server take its readiness first, and stop it `seconds` later; the second, at once.

    To be called once the server has set its own handlers, in its event loop. A server in another thread than the main
    one is stopped otherwise, and nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        stop = signal.getsignal(number)

        def drain(number: int, frame: FrameType | None, stop: object = stop) -> None:
            if not callable(stop):
                return
            if service.draining or not seconds:
                stop(number, frame)
            else:
                loop.call_soon_threadsafe(loop.call_later, seconds, stop, number, None)
            service.draining = True

        signal.signal(number, drain)
