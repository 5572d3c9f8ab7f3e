"""Airbyte source that reads a Lever account and emits unified ATS records."""

from source_lever_unified.source import SourceLeverUnified

__all__ = ["SourceLeverUnified"]
