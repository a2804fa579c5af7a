"""The official form of an SOP (PermenPAN-RB 35/2012): header block, table, flowchart in the Pelaksana columns."""
