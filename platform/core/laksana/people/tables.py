"""The persons cases are about; a person outlives a case."""

from piccolo.columns import UUID, Bytea, SmallInt, Timestamptz, Varchar
from piccolo.table import Table


class Person(Table, tablename="person"):
    """A client of the office, sealed with the office's key.

    `nik_digest` is an HMAC under one platform key (another office's match can be answered yes or no), `name_digest` one
    of the normalised name with the birth date under the office's key. `code` labels a person without a known name.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    code = Varchar(length=40, null=True, default=None)
    identity_status = Varchar(length=24, default=None)
    sealed = Bytea(default=None)
    nik_digest = Bytea(null=True, default=None)
    name_digest = Bytea(null=True, default=None)
    birth_year = SmallInt(null=True, default=None)
    sex = Varchar(length=1, null=True, default=None)
    created_at = Timestamptz(default=None)
    updated_at = Timestamptz(default=None)


class PersonCounter(Table, tablename="person_counter"):
    """The last serial given to an unknown person in a year, so that labels are gapless and unique."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    year = SmallInt(default=None)
    last_serial = SmallInt(default=None)
