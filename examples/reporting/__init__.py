"""A page of charts, drawn without any library: what `hiring_report.py` and the demo's report are made of."""
