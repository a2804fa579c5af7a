"""Files: plan, confirm, inspect, download."""
