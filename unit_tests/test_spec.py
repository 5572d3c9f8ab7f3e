from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator

from source_lever_unified.config import Config
from source_lever_unified.spec import connector_specification

SPEC = connector_specification().connectionSpecification


def test_given_the_spec_then_it_is_a_valid_schema_that_takes_unknown_keys() -> None:
    Draft7Validator.check_schema(SPEC)
    assert SPEC["additionalProperties"] is True
    assert SPEC["required"] == ["credentials"]


def test_given_the_spec_then_it_has_every_property_of_the_config_in_order() -> None:
    by_order = sorted(SPEC["properties"], key=lambda name: SPEC["properties"][name]["order"])

    assert by_order == list(Config.model_fields)


@pytest.mark.parametrize("name", list(Config.model_fields))
def test_given_a_property_then_it_has_a_title_and_a_description(name: str) -> None:
    assert SPEC["properties"][name]["title"]
    assert SPEC["properties"][name]["description"]


def test_given_credentials_then_each_kind_is_told_by_a_constant_and_its_secrets_are_marked() -> None:
    kinds = {kind["properties"]["auth_type"]["const"]: kind for kind in SPEC["properties"]["credentials"]["oneOf"]}

    def secrets(kind: str) -> set[str]:
        return {name for name, of in kinds[kind]["properties"].items() if of.get("airbyte_secret")}

    assert secrets("Api Key") == {"api_key"}
    assert secrets("Client") == {"client_id", "client_secret", "refresh_token", "access_token"}


def test_given_the_spec_then_the_rate_has_no_maximum_because_a_loopback_api_may_have_any() -> None:
    assert "maximum" not in SPEC["properties"]["requests_per_second"]


def test_given_the_spec_then_the_rate_has_a_minimum_because_below_it_a_sync_would_seem_to_hang() -> None:
    rate = SPEC["properties"]["requests_per_second"]

    assert rate["minimum"] == 0.1
    assert "at least 0.1" in rate["description"]


def test_given_the_spec_then_url_overrides_are_hidden() -> None:
    assert SPEC["properties"]["api_url"]["airbyte_hidden"] is True
    assert SPEC["properties"]["auth_url"]["airbyte_hidden"] is True


def test_given_the_spec_then_nothing_of_pydantics_own_dialect_is_left() -> None:
    def keys(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            yield from node
            for value in node.values():
                yield from keys(value)
        elif isinstance(node, list):
            for value in node:
                yield from keys(value)

    assert not {"$defs", "$ref", "anyOf", "discriminator"} & set(keys(SPEC))


def test_given_advanced_auth_then_it_applies_to_oauth_credentials() -> None:
    auth = connector_specification().advanced_auth

    assert auth is not None
    assert auth.predicate_key == ["credentials", "auth_type"]
    assert auth.predicate_value == "Client"
