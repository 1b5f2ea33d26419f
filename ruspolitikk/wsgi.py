"""The door for a WSGI server, in production alone: `gunicorn ruspolitikk.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

from ruspolitikk.server.starting import forms_in_utf8, refuse_embedded, refuse_missing_migrations

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ruspolitikk.settings")

application = forms_in_utf8(get_wsgi_application())
refuse_embedded()
refuse_missing_migrations()
