"""The tables of offices: regions, tenants, posts, people, institutions, activations, classes of letters, tokens.

Piccolo knows `id` as the key; a raw migration makes the real primary key `(tenant_id, id)`, walls and foreign keys.
Every `valid_until` and `ended_on` is the last day on which the row counts; the right ends at midnight after it.
"""

from piccolo.columns import JSONB, UUID, Boolean, Bytea, Date, Integer, SmallInt, Text, Timestamptz, Varchar
from piccolo.table import Table

TENANTLESS = {
    "region": "the public tree of Indonesian regions is the same for every office",
    "region_closure": "the transitive closure of the region tree",
    "region_source": "which edition of the region tree is loaded",
    "tenant": "a tenant row is its own tenant: everyone may read it, only its own scope may write it",
}
"""Tables without `tenant_id`, each with the reason."""


class Region(Table, tablename="region"):
    """A province, kabupaten/kota, kecamatan or desa/kelurahan; the code is a stable identifier, never a sequence."""

    code = Varchar(length=13, primary_key=True, default=None)
    parent_code = Varchar(length=13, null=True, default=None)
    level = SmallInt(default=None)
    name = Varchar(length=120, default=None)
    is_current = Boolean(default=True)


class RegionClosure(Table, tablename="region_closure"):
    """Which region lies in which, itself included (depth 0); the real key is (ancestor, descendant)."""

    ancestor = Varchar(length=13, default=None)
    descendant = Varchar(length=13, primary_key=True, default=None)
    depth = SmallInt(default=None)


class RegionSource(Table, tablename="region_source"):
    """The edition of the region tree that was loaded, one row for each load."""

    version = Varchar(length=64, primary_key=True, default=None)
    source = Text(default=None)
    regions = Integer(default=None)
    loaded_at = Timestamptz(default=None)


class Tenant(Table, tablename="tenant"):
    """An office or a province; its letterhead, calendar, number formats and room for files as its pack has them."""

    id = UUID(primary_key=True, default=None)
    slug = Varchar(length=40, unique=True, default=None)
    name = Varchar(length=200, default=None)
    kind = Varchar(length=16, default=None)
    region_code = Varchar(length=13, default=None)
    timezone = Varchar(length=64, default=None)
    letterhead = JSONB(default=None)
    calendar = JSONB(default=None)
    number_formats = JSONB(default=None)
    storage_gib = Integer(default=20)
    pack_hash = Varchar(length=64, default=None)
    created_at = Timestamptz(default=None)
    updated_at = Timestamptz(default=None)


class Post(Table, tablename="post"):
    """A post (jabatan) in the office; `is_shared` when several people hold it side by side, as staff do."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    code = Varchar(length=60, default=None)
    title = Varchar(length=200, default=None)
    unit = Varchar(length=200, null=True, default=None)
    rank = Varchar(length=40, null=True, default=None)
    parent_id = UUID(null=True, default=None)
    is_shared = Boolean(default=False)
    ended_on = Date(null=True, default=None)


class Officer(Table, tablename="officer"):
    """A person who works in the office, name with titles; contract staff and volunteers have no NIP."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    code = Varchar(length=60, default=None)
    name = Varchar(length=200, default=None)
    nip = Varchar(length=18, null=True, default=None)
    pangkat = Varchar(length=60, null=True, default=None)
    golongan = Varchar(length=8, null=True, default=None)
    phone = Varchar(length=20, null=True, default=None)
    is_fixture = Boolean(default=False)
    ended_on = Date(null=True, default=None)


class RolePost(Table, tablename="role_post"):
    """Which post carries out a role printed on the SOPs, from and until; `activation_id` where one confirmed it first.

    What an activation brought in is the office's own word: a pack that does not know it leaves it alone.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    role = Varchar(length=40, default=None)
    post_id = UUID(default=None)
    valid_from = Date(default=None)
    valid_until = Date(null=True, default=None)
    confirmed_on = Date(null=True, default=None)
    is_fixture = Boolean(default=False)
    activation_id = UUID(null=True, default=None)


class PostHolder(Table, tablename="post_holder"):
    """Who holds a post in which capacity, from and until; a mandate names its written order.

    `through_post_id` is the post in between of an `u.b.` signature (a.n. Kepala Dinas, Sekretaris, u.b. Kepala Bidang).
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    post_id = UUID(default=None)
    officer_id = UUID(default=None)
    capacity = Varchar(length=16, default=None)
    order_number = Varchar(length=120, null=True, default=None)
    through_post_id = UUID(null=True, default=None)
    valid_from = Date(default=None)
    valid_until = Date(null=True, default=None)
    is_fixture = Boolean(default=False)


class Institution(Table, tablename="institution"):
    """A body outside the office that cases are passed to: a panti, a Sentra, another Dinas Sosial."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    slug = Varchar(length=60, default=None)
    kind = Varchar(length=24, default=None)
    name = Varchar(length=200, default=None)
    address = Text(null=True, default=None)
    services = JSONB(default=None)
    region_code = Varchar(length=13, null=True, default=None)
    valid_from = Date(default=None)
    valid_until = Date(null=True, default=None)


class Activation(Table, tablename="activation"):
    """Since when the office works by a release of an SOP, and when it confirmed who carries out which role.

    A pack's rows have no `decided_at`. The others were decided in the service, by an officer or by the `operator` of
    that login; `release_hash` is the release that was confirmed. One that was taken back ends before it began.
    """

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    sop_slug = Varchar(length=80, default=None)
    release = Varchar(length=16, default=None)
    effective_from = Date(default=None)
    valid_until = Date(null=True, default=None)
    mapping_confirmed_on = Date(default=None)
    is_fixture = Boolean(default=False)
    release_hash = Varchar(length=64, null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    decided_by = UUID(null=True, default=None)
    operator = Varchar(length=64, null=True, default=None)
    taken_back_at = Timestamptz(null=True, default=None)
    taken_back_by = UUID(null=True, default=None)
    taken_back_operator = Varchar(length=64, null=True, default=None)


class Classification(Table, tablename="classification"):
    """A class of letters in the office's list, from and until; after its end the office may write a successor."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    code = Varchar(length=40, default=None)
    name = Varchar(length=200, default=None)
    scheme = Varchar(length=8, null=True, default=None)
    source = Varchar(length=200, null=True, default=None)
    successor = Varchar(length=40, null=True, default=None)
    valid_from = Date(default=None)
    valid_until = Date(null=True, default=None)


class ApiToken(Table, tablename="api_token"):
    """A bearer token of an officer; only the SHA-256 of its secret is known here."""

    tenant_id = UUID(default=None)
    id = UUID(primary_key=True, default=None)
    officer_id = UUID(default=None)
    secret_sha256 = Bytea(default=None)
    label = Varchar(length=120, default=None)
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    revoked_at = Timestamptz(null=True, default=None)


TABLES = (
    Region,
    RegionClosure,
    RegionSource,
    Tenant,
    Post,
    Officer,
    RolePost,
    PostHolder,
    Institution,
    Activation,
    Classification,
    ApiToken,
)
"""Every table of this room, parents first."""
