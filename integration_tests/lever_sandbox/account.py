"""The live account: data, truth and changes in one object."""

from __future__ import annotations

from lever_sandbox.company_changes import CompanyChanges
from lever_sandbox.posting_changes import PostingChanges
from lever_sandbox.requisition_changes import RequisitionChanges
from lever_sandbox.truth import Truth


class Account(CompanyChanges, PostingChanges, RequisitionChanges, Truth):
    """One Lever account.

    `Account(opportunities=300, seed=7)` is the same account on every machine and day. Reading and changing is
    thread safe. Times are epoch ms (UTC), ids are Lever's.
    """
