-- Laksana's roles and its empty database. Run as a superuser, as often as you like:
--     psql -X -v ON_ERROR_STOP=1 -d postgres -f roles.sql
-- then give the logins passwords with \password laksana_owner, \password laksana_app, \password laksana_province.
-- Written by `python -m laksana_infra.roles`; a test compares.

DO $$
BEGIN
    -- The owner may become laksana_masks to make its views, but does not see through its eyes: NOINHERIT.
    IF to_regrole('laksana_owner') IS NULL THEN
        CREATE ROLE laksana_owner LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
    IF to_regrole('laksana_app') IS NULL THEN
        CREATE ROLE laksana_app LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
    IF to_regrole('laksana_province') IS NULL THEN
        CREATE ROLE laksana_province LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
    -- Reads every office's rows, past the walls, and nothing else; without a password nobody can log in as it.
    IF to_regrole('laksana_backup') IS NULL THEN
        CREATE ROLE laksana_backup LOGIN INHERIT NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
    IF to_regrole('laksana_masks') IS NULL THEN
        CREATE ROLE laksana_masks NOLOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
END
$$;
GRANT laksana_masks TO laksana_owner;
GRANT pg_read_all_data TO laksana_backup;
ALTER ROLE laksana_owner SET search_path = app, pg_temp;
ALTER ROLE laksana_owner SET lock_timeout = '5s';
ALTER ROLE laksana_app SET search_path = app, jobs, pg_temp;
ALTER ROLE laksana_app SET statement_timeout = '30s';
ALTER ROLE laksana_app SET lock_timeout = '5s';
ALTER ROLE laksana_app SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE laksana_province SET search_path = masks, pg_temp;
ALTER ROLE laksana_province SET statement_timeout = '30s';
ALTER ROLE laksana_province SET lock_timeout = '5s';
ALTER ROLE laksana_province SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE laksana_province SET default_transaction_read_only = on;
ALTER ROLE laksana_backup SET search_path = app, jobs, pg_temp;
ALTER ROLE laksana_backup SET default_transaction_read_only = on;

SELECT 'CREATE DATABASE laksana OWNER laksana_owner ENCODING ''UTF8'' TEMPLATE template0'
WHERE NOT EXISTS (SELECT 1 FROM pg_database WHERE datname = 'laksana') \gexec
REVOKE ALL ON DATABASE "laksana" FROM PUBLIC;
GRANT CONNECT ON DATABASE "laksana" TO laksana_app, laksana_province, laksana_backup;
\connect laksana
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE SCHEMA IF NOT EXISTS app AUTHORIZATION laksana_owner;
CREATE SCHEMA IF NOT EXISTS jobs AUTHORIZATION laksana_owner;
CREATE SCHEMA IF NOT EXISTS masks AUTHORIZATION laksana_owner;
GRANT USAGE ON SCHEMA app TO laksana_app, laksana_masks;
GRANT USAGE ON SCHEMA jobs TO laksana_app;
GRANT USAGE, CREATE ON SCHEMA masks TO laksana_masks;
GRANT USAGE ON SCHEMA masks TO laksana_province;
