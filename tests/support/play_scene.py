"""Plays scenes of the demo on the services that LAKSANA_* name: `python -m tests.support.play_scene OUT SOP`."""

import asyncio
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

from laksana_infra.logging import configure_logging
from laksana_infra.settings import LogFormat, LogLevel, load_settings
from laksana_web.address import free_bind
from laksana_web.demo.run import SCENES, play

if __name__ == "__main__":
    configure_logging(level=LogLevel.ERROR, format=LogFormat.CONSOLE)
    settings = replace(load_settings(os.environ), bind=free_bind())
    chosen = [scene for scene in SCENES if scene.sop == sys.argv[2]]
    report = asyncio.run(play(settings, out=Path(sys.argv[1]), tell=lambda _: None, scenes=chosen))
    print(json.dumps(report.as_object()))
