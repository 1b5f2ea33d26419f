# One image for the servers, the worker and the timer: docs/operations.md, compose.yaml.

FROM python:3.13-slim-trixie AS made
WORKDIR /app
COPY requirements.lock .
# Exactly what the lock names, by its hashes, and nothing that has to be built.
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock \
 && /venv/bin/pip uninstall --yes pip
COPY . .
RUN DATABASE_URL=postgresql://nobody@nowhere/nothing ALLOWED_HOSTS=nowhere \
    SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(45))')" \
    /venv/bin/python manage.py collectstatic --noinput \
 && /venv/bin/python -m compileall -q .

FROM python:3.13-slim-trixie
# Pango draws the PDFs; pg_dump of PostgreSQL 17 is what `manage.py backup` copies by. Nothing in here
# installs or builds anything more.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 fonts-dejavu-core postgresql-client-17 \
 && rm -rf /var/lib/apt/lists/* \
 && pip uninstall --yes pip \
 && useradd --system --uid 10001 --no-create-home ruspolitikk
COPY --from=made /venv /venv
COPY --from=made /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 BIND=0.0.0.0:8000
USER 10001
EXPOSE 8000
CMD ["gunicorn", "ruspolitikk.wsgi"]
