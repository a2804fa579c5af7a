"""What a province may see: masked views, counts."""
