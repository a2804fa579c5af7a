"""The root fields: what can be asked, and what can be done."""
