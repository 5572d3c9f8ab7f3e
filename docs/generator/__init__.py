"""Writes the pages that are made from the streams and their schemas: `python -m docs.generator`."""
