"""A case's dossier as one file that proves itself: forms, letters, files, timeline and the chain of events."""
