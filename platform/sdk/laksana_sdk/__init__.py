"""What a plugin imports: an SOP's sheet, its procedure, forms, findings, identity numbers, letters and hooks."""
