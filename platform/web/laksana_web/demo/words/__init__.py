"""What the people of the demonstration write, one module an SOP; nobody has these names, numbers or addresses."""
