"""Electronic signatures on PDFs: the port that use cases sign through, and what stands behind it."""
