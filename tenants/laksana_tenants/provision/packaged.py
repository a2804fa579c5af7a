"""The packs that come with this distribution."""

from pathlib import Path


def packs_folder() -> Path:
    """The folder of the packaged packs: inside the package when installed, beside it in a checkout."""
    package = Path(__file__).parent.parent
    installed = package / "packs"
    return installed if installed.is_dir() else package.parent / "packs"


def packaged_packs() -> tuple[Path, ...]:
    """The folder of each packaged pack, by slug."""
    return tuple(sorted(folder for folder in packs_folder().iterdir() if (folder / "tenant.yaml").is_file()))
