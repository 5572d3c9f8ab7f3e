"""What rows are made with: ids, words, tolerant readers of Lever's values, and JSON schemas. Pure."""
