#!/bin/sh
# Gives the three logins of roles.sql their passwords, at the first start of an empty database.
set -eu
psql -X -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres \
    -v owner="$LAKSANA_OWNER_PASSWORD" -v app="$LAKSANA_APP_PASSWORD" -v province="$LAKSANA_PROVINCE_PASSWORD" <<'SQL'
ALTER ROLE laksana_owner PASSWORD :'owner';
ALTER ROLE laksana_app PASSWORD :'app';
ALTER ROLE laksana_province PASSWORD :'province';
SQL
