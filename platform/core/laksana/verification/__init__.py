"""Whether a paper is the office's: the code printed on it, the digests of its bytes, what anyone may be told of it."""
