"""Golden cases: a few that show every act of a release once, kept to be played again under it and its successors."""
