-- The roles of Baken on PostgreSQL. Run as superuser in the database of Baken: once before `./baken migrate`, and again
-- after each update (it changes nothing that is right already). Passwords: \password baken_migratie, and so on.
--   baken_eigenaar    owns every table; nobody signs in as it
--   baken_migratie    signs in for `./baken migrate` only and works as baken_eigenaar
--   baken_toepassing  the servers and workers: reads and writes rows, within row security; owns and makes nothing
--   baken_rapport     reads organisations, regions and reference data; nothing on a person
--   baken_kopie       pg_dump: reads everything, so it may bypass row security; writes nothing
DO $$
DECLARE
    rol text;
BEGIN
    FOREACH rol IN ARRAY ARRAY['baken_eigenaar', 'baken_migratie', 'baken_toepassing', 'baken_rapport', 'baken_kopie'] LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = rol) THEN
            EXECUTE format('CREATE ROLE %I', rol);
        END IF;
    END LOOP;
    EXECUTE format('ALTER DATABASE %I OWNER TO baken_eigenaar', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format(
        'GRANT CONNECT ON DATABASE %I TO baken_migratie, baken_toepassing, baken_rapport, baken_kopie', current_database());
END $$;

ALTER ROLE baken_eigenaar NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
ALTER ROLE baken_migratie LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
ALTER ROLE baken_toepassing LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
ALTER ROLE baken_rapport LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
ALTER ROLE baken_kopie LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE;
GRANT baken_eigenaar TO baken_migratie;
ALTER ROLE baken_migratie SET role = 'baken_eigenaar';

ALTER SCHEMA public OWNER TO baken_eigenaar;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO baken_toepassing, baken_rapport, baken_kopie;
ALTER DEFAULT PRIVILEGES FOR ROLE baken_eigenaar IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO baken_toepassing;
ALTER DEFAULT PRIVILEGES FOR ROLE baken_eigenaar IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO baken_toepassing;
ALTER DEFAULT PRIVILEGES FOR ROLE baken_eigenaar IN SCHEMA public GRANT SELECT ON TABLES TO baken_kopie;
ALTER DEFAULT PRIVILEGES FOR ROLE baken_eigenaar IN SCHEMA public GRANT SELECT ON SEQUENCES TO baken_kopie;

-- What is there already: of an installation that began with one role, or of an earlier version.
DO $$
DECLARE
    ding record;
BEGIN
    FOR ding IN
        SELECT c.relname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p', 'S')
        ORDER BY c.relkind = 'S'  -- a sequence goes with its table
    LOOP
        IF ding.relkind = 'S' THEN
            EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE public.%I TO baken_toepassing', ding.relname);
            EXECUTE format('GRANT SELECT ON SEQUENCE public.%I TO baken_kopie', ding.relname);
        ELSE
            EXECUTE format('ALTER TABLE public.%I OWNER TO baken_eigenaar', ding.relname);
            EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON public.%I TO baken_toepassing', ding.relname);
            EXECUTE format('GRANT SELECT ON public.%I TO baken_kopie', ding.relname);
            IF ding.relname LIKE 'referentie\_%'
                OR ding.relname IN ('organisaties_organisatie', 'organisaties_regio', 'organisaties_regiolid') THEN
                EXECUTE format('GRANT SELECT ON public.%I TO baken_rapport', ding.relname);
            END IF;
        END IF;
    END LOOP;
    FOR ding IN
        SELECT p.oid::regprocedure AS naam FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = 'public' AND p.proname LIKE '%\_alleen\_toevoegen'
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO baken_eigenaar', ding.naam);
    END LOOP;
END $$;
