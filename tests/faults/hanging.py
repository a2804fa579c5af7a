"""A plugin that never comes to the end of its own import, and never lets go of the interpreter."""

from tests.faults.habits import loops_in_c

loops_in_c()
