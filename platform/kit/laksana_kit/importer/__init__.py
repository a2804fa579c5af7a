"""From an office's printed SOP to the shape of sheet.yaml, with a report of what was read from where and how surely."""
