"""How `gunicorn ruspolitikk.wsgi` serves; an option on its command line wins over one here.

Threads, so that a connection which says half of a request, or nothing, holds up nobody: gunicorn
puts it aside after five seconds. Without them two such connections stopped two workers.
"""

import os
from select import select

from gunicorn.workers.gthread import ThreadWorker


class LeavingWorker(ThreadWorker):
    """Takes what already knocks when it is told to stop, and then lets nobody knock.

    gunicorn's own stops looking at its door and leaves it open until the last request is done:
    who came meanwhile waited for up to 30 seconds, and was then shut out without an answer. Of
    370 requests while two servers were stopped in turn 6 got 502, and with a closed door, which
    sends the proxy on at once, none of 265.
    """

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not self.alive:
            for door in self.sockets:
                while select([door], [], [], 0)[0]:
                    self.accept(door)
                door.close()


bind = os.environ.get("BIND", "127.0.0.1:8000")
# More processes than cores, with few threads: who writes a file takes turns with few others of its
# process (docs/operations.md, «How much it carries»).
workers = int(os.environ.get("WEB_WORKERS", "6"))
worker_class = LeavingWorker
threads = int(os.environ.get("WEB_THREADS", "2"))
# Loaded before the door is opened: else a server that starts takes requests that it cannot answer
# for as long as it loads, which the other one could.
preload_app = True
timeout = 60  # a worker that answers nobody for so long is started anew
graceful_timeout = 30
keepalive = 5
# Signals say all that is needed, and two servers of one person would share the socket's place.
control_socket_disable = True
max_requests, max_requests_jitter = 5_000, 500
# The proxy alone is asked for the first line and the headers, and these are as long as ours get.
limit_request_line, limit_request_fields, limit_request_field_size = 8_190, 60, 8_190
# Addresses hold secrets and what people search for; what matters is written by
# `ruspolitikk.server.logs`.
accesslog = None
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "ruspolitikk.server.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "gunicorn.access": {"handlers": [], "propagate": False},
    },
}
