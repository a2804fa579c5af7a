"""Letters: facts, rendering, issuing."""
