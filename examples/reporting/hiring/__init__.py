"""Charts about hiring, made from the marts."""
