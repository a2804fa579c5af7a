"""Options that many commands take, in the same words."""

from pathlib import Path

import rich_click as click

FOLDER = click.Path(path_type=Path)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Satu objek JSON di keluaran baku.")
