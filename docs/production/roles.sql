-- The role of least rights, beside the owner of the tables. Run once, as a superuser of PostgreSQL,
-- in the database of ruspolitikk, with WEB_PASSWORD in the environment:
--   psql --dbname ruspolitikk --file docs/production/roles.sql
-- `manage.py grant_rights`, run as the owner after each `migrate`, gives it what it may do.
\getenv web_password WEB_PASSWORD
CREATE ROLE ruspolitikk_web LOGIN PASSWORD :'web_password';
REVOKE ALL ON DATABASE ruspolitikk FROM PUBLIC;
GRANT CONNECT ON DATABASE ruspolitikk TO ruspolitikk_web;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO ruspolitikk_web;
-- A page that takes longer is given up by the servers too (gunicorn.conf.py).
ALTER ROLE ruspolitikk_web SET statement_timeout = '60s';
ALTER ROLE ruspolitikk_web SET idle_in_transaction_session_timeout = '60s';
