from __future__ import annotations

import json
import uuid

from hypothesis import given
from hypothesis import strategies as st

from source_lever_unified.unified.account import Account
from source_lever_unified.unified.ids import NAMESPACE, unified_id

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def test_the_namespace_is_lever_co() -> None:
    assert uuid.uuid5(uuid.NAMESPACE_DNS, "lever.co") == NAMESPACE


@given(ANY_TEXT, ANY_TEXT, st.lists(ANY_TEXT, min_size=1, max_size=3))
def test_an_id_is_the_uuid5_of_the_compact_json_array(account_key: str, model: str, key: list[str]) -> None:
    name = json.dumps([account_key, model, *key], ensure_ascii=False, separators=(",", ":"))
    assert unified_id(account_key, model, *key) == str(uuid.uuid5(NAMESPACE, name))


def test_an_id_stays_what_it_was_when_the_first_version_was_released() -> None:
    assert unified_id("", "tag", 'Größe ü 50"') == "ebac2684-8b0b-5c64-b069-6039e8624626"


def test_two_accounts_with_different_keys_share_no_id() -> None:
    one, other = Account(key="emea", synced_at=0), Account(key="us", synced_at=0)
    assert one.id("user", "u1") != other.id("user", "u1")


def test_two_models_share_no_id_though_lever_has_one_object_for_both() -> None:
    assert unified_id("", "job", "p1") != unified_id("", "job_posting", "p1")


def test_a_key_of_two_parts_is_not_the_key_of_their_concatenation() -> None:
    assert unified_id("", "candidate_tag", "a", "bc") != unified_id("", "candidate_tag", "ab", "c")


def test_half_a_character_in_a_key_does_no_harm() -> None:
    assert uuid.UUID(unified_id("", "tag", "\ud800")).version == 5
