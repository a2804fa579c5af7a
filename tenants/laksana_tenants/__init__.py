"""Offices: the region tree, posts, people, institutions, packs and how they are provisioned."""
