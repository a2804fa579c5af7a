"""Write the schema beside its code: `python -m laksana_graphql.export`."""

from pathlib import Path
from typing import Final

from laksana_graphql.schema import SCHEMA

SCHEMA_FILE: Final = Path(__file__).with_name("schema.graphql")


def schema_text() -> str:
    """The schema in GraphQL's own language, as it is committed."""
    return f"{SCHEMA.as_str()}\n"


def main() -> None:
    """The committed file says what the code says."""
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
