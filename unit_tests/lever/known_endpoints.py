"""Endpoints as the streams declare them, for tests of the client."""

from __future__ import annotations

from source_lever_unified.lever.endpoint import Endpoint
from source_lever_unified.streams import STREAMS
from source_lever_unified.streams.base import OpportunityStream, PostingForm
from source_lever_unified.streams.offers import Offers
from source_lever_unified.streams.tags import Tags

OPPORTUNITIES = OpportunityStream.endpoint
OPPORTUNITY = Endpoint("/opportunities/:id", "Opportunities", "opportunities:read:admin", single=True)
OFFERS = Offers.endpoint
POSTING_FORM = PostingForm.endpoint
TAGS = Tags.endpoint

BY_PATH = {stream.endpoint.path: stream.endpoint for stream in STREAMS}
