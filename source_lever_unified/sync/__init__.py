"""How streams are kept in step with Lever: listings in windows, children, snapshots. Knows nothing of recruiting."""
