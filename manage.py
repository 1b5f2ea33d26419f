#!/usr/bin/env python
"""Django's command-line door. `uv run manage.py demo` is where a newcomer begins."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruspolitikk.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"ruspolitikk does not start: {problem}")


if __name__ == "__main__":
    main()
