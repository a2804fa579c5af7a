"""Cases handed over from one office to another: an envelope of chosen fields and papers, and the answer to it."""
