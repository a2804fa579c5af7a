"""What mutations are asked with, each turned into the input of its use case."""
