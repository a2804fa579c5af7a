"""What a new release of an SOP changes, in the words of an office."""
