"""The stories of the demonstration, one module an SOP: each plays a case through its office to the state it ends in."""
