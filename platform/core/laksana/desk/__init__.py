"""What waits for somebody of the office, whether it belongs to a case or to none."""
