"""The door for a WSGI server: `gunicorn ruspolitikk.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruspolitikk.settings")

application = get_wsgi_application()
