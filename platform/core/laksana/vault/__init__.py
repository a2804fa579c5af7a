"""Keys of offices and cases, and what they seal."""
