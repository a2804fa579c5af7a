"""The installed SOPs: the loader, releases, and what a tenant has activated."""
