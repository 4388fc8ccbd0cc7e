-- The database roles of Werkdruk. Run with psql as a superuser; safe to run again.
-- Used by docker compose, by the embedded default and by the tests.
--
--   werkdruk_owner        owns the database and its tables, runs migrations
--   werkdruk_app          what the web server and the workers are: row security always applies to it,
--                         and it has no TRUNCATE, because TRUNCATE ignores row security
--   werkdruk_maintenance  may vacuum, may not read a row
--
-- Passwords come from the environment, so that they are in no process list and no history.

\set ON_ERROR_STOP on
\getenv owner_password WERKDRUK_OWNER_PASSWORD
\getenv app_password WERKDRUK_APP_PASSWORD
\getenv maintenance_password WERKDRUK_MAINTENANCE_PASSWORD

SELECT format('CREATE ROLE %I', name)
  FROM unnest(ARRAY['werkdruk_owner', 'werkdruk_app', 'werkdruk_maintenance']) AS name
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

-- CREATEDB lets the owner make the tests' databases; it gives no way around row security.
ALTER ROLE werkdruk_owner
  LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE CREATEDB NOREPLICATION PASSWORD :'owner_password';
ALTER ROLE werkdruk_app
  LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION PASSWORD :'app_password';
ALTER ROLE werkdruk_maintenance
  LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION PASSWORD :'maintenance_password';

GRANT pg_maintain TO werkdruk_maintenance;

-- What the application may do with tables that the owner will make. Written into the template first, so
-- that every database made from it (the product's and the tests') starts out with the same rights.
\connect template1
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE werkdruk_owner
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO werkdruk_app;
ALTER DEFAULT PRIVILEGES FOR ROLE werkdruk_owner
  GRANT USAGE, SELECT ON SEQUENCES TO werkdruk_app;

SELECT 'CREATE DATABASE werkdruk OWNER werkdruk_owner'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'werkdruk')
\gexec

\connect werkdruk
REVOKE ALL ON DATABASE werkdruk FROM PUBLIC;
GRANT CONNECT ON DATABASE werkdruk TO werkdruk_app, werkdruk_maintenance;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO werkdruk_app, werkdruk_maintenance;
-- The same again for a database that existed before the template had these rights.
ALTER DEFAULT PRIVILEGES FOR ROLE werkdruk_owner
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO werkdruk_app;
ALTER DEFAULT PRIVILEGES FOR ROLE werkdruk_owner
  GRANT USAGE, SELECT ON SEQUENCES TO werkdruk_app;
