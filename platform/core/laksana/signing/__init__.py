"""Electronic signatures of letters: certificates, attempts, and what became of them."""
