"""How many requests, seconds and megabytes a sync takes, beside what is physically possible. See README.md."""
