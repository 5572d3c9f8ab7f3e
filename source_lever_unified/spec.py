"""The Airbyte specification, made from the config model."""

from __future__ import annotations

from typing import Any

from airbyte_cdk.models import ConnectorSpecification, ConnectorSpecificationSerializer

from source_lever_unified.config import Config

DOCUMENTATION_URL = "https://docs.airbyte.com/integrations/sources/lever-unified"


def connector_specification() -> ConnectorSpecification:
    return ConnectorSpecificationSerializer.load(
        {
            "documentationUrl": DOCUMENTATION_URL,
            "supportsIncremental": True,
            "connectionSpecification": _connection_specification(),
            "advanced_auth": _advanced_auth(),
        }
    )


def _connection_specification() -> dict[str, Any]:
    schema = Config.model_json_schema()
    definitions = schema.pop("$defs")
    connection: dict[str, Any] = _in_airbytes_dialect(schema, definitions)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **connection}


def _in_airbytes_dialect(node: Any, definitions: dict[str, Any]) -> Any:
    """Inline references, and say optional and one-of the way Airbyte's form understands it."""
    if isinstance(node, list):
        return [_in_airbytes_dialect(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _in_airbytes_dialect(definitions[node["$ref"].rpartition("/")[2]], definitions)
    node = {key: value for key, value in node.items() if key != "discriminator"}
    if "anyOf" in node:
        (option,) = [option for option in node.pop("anyOf") if option != {"type": "null"}]
        node = {**option, **node}
    if node.get("default", ...) is None:
        del node["default"]
    if "oneOf" in node:
        node["type"] = "object"
    return {key: _in_airbytes_dialect(value, definitions) for key, value in node.items()}


def _advanced_auth() -> dict[str, Any]:
    def at(*path: str) -> dict[str, Any]:
        return {"type": "string", "path_in_connector_config": list(path)}

    return {
        "auth_flow_type": "oauth2.0",
        "predicate_key": ["credentials", "auth_type"],
        "predicate_value": "Client",
        "oauth_config_specification": {
            "oauth_user_input_from_connector_config_specification": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"environment": at("environment")},
            },
            "complete_oauth_output_specification": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"refresh_token": at("credentials", "refresh_token")},
            },
            "complete_oauth_server_input_specification": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"client_id": {"type": "string"}, "client_secret": {"type": "string"}},
            },
            "complete_oauth_server_output_specification": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "client_id": at("credentials", "client_id"),
                    "client_secret": at("credentials", "client_secret"),
                },
            },
        },
    }
