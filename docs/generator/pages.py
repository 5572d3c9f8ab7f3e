"""Which pages are generated, and by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from docs.generator.current_views import current_views, opt_in_views
from docs.generator.dbt_staging import staging_files
from docs.generator.entity_diagram import entity_diagram
from docs.generator.oauth import oauth
from docs.generator.privacy import privacy
from docs.generator.stream_reference import stream_reference
from docs.generator.troubleshooting import troubleshooting
from docs.generator.unfilled_fields import unfilled_fields

DOCS = Path(__file__).parent.parent

PAGES: Mapping[Path, Callable[[], str]] = {
    DOCS / "streams.md": stream_reference,
    DOCS / "entity-diagram.md": entity_diagram,
    DOCS / "unfilled-fields.md": unfilled_fields,
    DOCS / "oauth.md": oauth,
    DOCS / "troubleshooting.md": troubleshooting,
    DOCS / "privacy.md": privacy,
    DOCS / "sql" / "current_views.sql": current_views,
    DOCS / "sql" / "current_views_opt_in.sql": opt_in_views,
    **staging_files(),
}
