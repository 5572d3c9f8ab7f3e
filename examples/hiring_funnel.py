"""How many candidates have entered each stage: the cells of a notebook. Every further run reads only what changed.

LEVER_API_KEY: a key that may read opportunities and stages. LEVER_API_URL: https://api.lever.co/v1, or the sandbox's.
"""

import os

import airbyte as ab

config = {"credentials": {"api_key": os.environ["LEVER_API_KEY"]}, "api_url": os.environ["LEVER_API_URL"]}
source = ab.get_source("source-lever-unified", local_executable="source-lever-unified", config=config)
source.select_streams(["candidates", "application_stage_changes", "application_stages"])
tables = {stream: rows.to_pandas() for stream, rows in source.read().items()}

candidates = tables["candidates"].query("remote_deleted_at.isna()")[["id", "changed_at"]]
stages = tables["application_stages"].query("remote_deleted_at.isna()").sort_values("global_index")
steps = tables["application_stage_changes"].merge(candidates, left_on="candidate_id", right_on="id")
steps = steps.query("changed_at_x >= changed_at_y")  # a step that is older than its candidate is no longer true
stages["candidates"] = stages["id"].map(steps.groupby("stage_id")["candidate_id"].nunique())
print(stages[["name", "candidates"]].fillna(0).to_string(index=False))
