"""Play cases of any procedure without a database: by hand, or all that can happen to one."""
