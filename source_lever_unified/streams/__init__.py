"""The streams: what each is made of, and how it hangs on Lever's lists."""
