"""The product's own settings, on the database of this part of the run (`tests/parts.py`)."""

import os
import tempfile
from pathlib import Path

import dj_database_url

# The tests never touch a database that the shell happens to point at.
os.environ.pop("DATABASE_URL", None)
os.environ.pop("SECRET_KEY", None)
os.environ.pop("ALLOWED_HOSTS", None)

# The kommune's own log-in is there; who answers is said by the tests that ask it.
OF_THE_KOMMUNE = {
    "OIDC_ISSUER": "http://localhost:9",
    "OIDC_CLIENT_ID": "ruspolitikk",
    "OIDC_CLIENT_SECRET": "hemmelig",
    "OIDC_GROUPS": "g-grorud=editor@grorud,g-byen=city_admin@oslo,g-les=reader@oslo",
}
os.environ.update(OF_THE_KOMMUNE)

from ruspolitikk.settings import *  # noqa: E402, F403
from ruspolitikk.settings import DATABASE_OPTIONS, DATABASES  # noqa: E402

for name in OF_THE_KOMMUNE:
    del os.environ[name]

SECRET_KEY = "a-key-for-the-tests-alone-that-protects-nothing-at-all"

ON_SQLITE = os.environ.get("RUSPOLITIKK_TESTS", "sqlite") == "sqlite"
if (TEST_DATABASE_URL := os.environ.get("TEST_DATABASE_URL")) and not ON_SQLITE:
    DATABASES["default"] = dj_database_url.parse(TEST_DATABASE_URL)
    DATABASES["default"]["OPTIONS"] = DATABASE_OPTIONS[DATABASES["default"]["ENGINE"]]
else:
    # A file, as in the product: one in memory cannot be written to by two threads at once. Two
    # runs side by side have a file each.
    DATABASES["default"]["TEST"] = {
        "NAME": str(Path(tempfile.gettempdir()) / f"ruspolitikk-{os.getpid()}.sqlite3")
    }

# A real hash is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Otherwise every new test client reads the names of all static files at its start.
WHITENOISE_AUTOREFRESH = True
