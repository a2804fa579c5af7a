"""What the bytes of a file really are, found out in a process that can be killed."""
