"""The demonstration: eight cases by four SOPs in three offices, played over HTTP by the people of each office."""
