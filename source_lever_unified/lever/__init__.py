"""The Lever Data API as Lever has it: requests, paging, budget, sign-in, errors. Knows nothing of unified models."""
