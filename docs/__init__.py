"""The documentation, and in `docs.generator` the code that writes the part of it that follows from the connector."""
