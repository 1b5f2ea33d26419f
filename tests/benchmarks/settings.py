"""The product's own settings, with the floors' addresses added; `databases.py` says where."""

import os
from pathlib import Path

# The benchmark never fills a database that the shell happens to point at.
os.environ.pop("DATABASE_URL", None)

from ruspolitikk.settings import *  # noqa: F403
from ruspolitikk.settings import AUTHENTICATION_BACKENDS, BASE_DIR, TEMPLATES

SECRET_KEY = "a-key-for-the-benchmark-alone-that-protects-nothing-at-all"
DEBUG = False
ALLOWED_HOSTS = ["testserver"]
ROOT_URLCONF = "tests.benchmarks.floors"
TEMPLATES[0]["DIRS"] = [BASE_DIR / "templates", Path(__file__).parent / "templates"]

PLAIN_LOGIN = "django.contrib.auth.backends.ModelBackend"
"""How the floors know who asks: Django's own way, which reads nobody's roles."""
AUTHENTICATION_BACKENDS = [*AUTHENTICATION_BACKENDS, PLAIN_LOGIN]
