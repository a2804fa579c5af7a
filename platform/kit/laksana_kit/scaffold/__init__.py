"""A new plugin from a sheet, or from nothing: files that pass the check and the derived tests as they are written."""
