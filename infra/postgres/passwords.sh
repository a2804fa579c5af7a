#!/bin/sh
# Gives the logins of roles.sql their passwords (that of backups where one is set), at the first start of an empty database.
set -eu
psql -X -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres \
    -v owner="$LAKSANA_OWNER_PASSWORD" -v app="$LAKSANA_APP_PASSWORD" -v province="$LAKSANA_PROVINCE_PASSWORD" <<'SQL'
ALTER ROLE laksana_owner PASSWORD :'owner';
ALTER ROLE laksana_app PASSWORD :'app';
ALTER ROLE laksana_province PASSWORD :'province';
SQL
if [ -n "${LAKSANA_BACKUP_PASSWORD:-}" ]; then
    psql -X -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -v backup="$LAKSANA_BACKUP_PASSWORD" <<'SQL'
ALTER ROLE laksana_backup PASSWORD :'backup';
SQL
fi
