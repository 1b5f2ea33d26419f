-- The role of least rights, beside the owner of the tables. Run once for each database of
-- ruspolitikk, in it, as a superuser of PostgreSQL, with WEB_PASSWORD in the environment:
--   psql --dbname ruspolitikk --file docs/production/roles.sql
-- A role that is there already, as when a copy is restored beside the database, keeps its password.
-- `manage.py grant_rights`, run as the owner after each `migrate`, gives it what it may do.
\getenv web_password WEB_PASSWORD
SELECT current_database() AS database,
       EXISTS (SELECT FROM pg_roles WHERE rolname = 'ruspolitikk_web') AS is_there \gset
\if :is_there
\else
CREATE ROLE ruspolitikk_web LOGIN PASSWORD :'web_password';
\endif
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO ruspolitikk_web;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO ruspolitikk_web;
-- A page that takes longer is given up by the servers too (gunicorn.conf.py).
ALTER ROLE ruspolitikk_web SET statement_timeout = '60s';
ALTER ROLE ruspolitikk_web SET idle_in_transaction_session_timeout = '60s';
