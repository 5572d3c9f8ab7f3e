"""The arguments of the command, and its help."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib.metadata import version
from typing import NoReturn

PACKAGE = "airbyte-source-lever-unified"

_DESCRIPTION = """\
Reads a Lever account and prints what it finds as messages of Airbyte's protocol: JSON, one message per line."""

_EXAMPLE = r"""
example, with a Lever API key in $LEVER_API_KEY:

  # the config; `spec` says what else it may hold
  echo '{"credentials": {"api_key": "'$LEVER_API_KEY'"}}' > config.json
  source-lever-unified check --config config.json

  # the catalog: here all streams, incrementally
  source-lever-unified discover --config config.json |
    jq 'select(.type == "CATALOG") | {streams: [.catalog.streams[] |
        {stream: ., sync_mode: "incremental", destination_sync_mode: "append_dedup"}]}' > catalog.json
  source-lever-unified read --config config.json --catalog catalog.json > first.jsonl

  # the last state of each stream is where the next read goes on
  jq -s '[.[] | select(.type == "STATE") | .state] |
    group_by(.stream.stream_descriptor.name) | map(last)' first.jsonl > state.json
  source-lever-unified read --config config.json --catalog catalog.json --state state.json > second.jsonl

Accounts in the EU: {"credentials": ..., "api_url": "https://api.eu.lever.co/v1"}.
With OAuth Lever replaces the refresh token at every use: a CONTROL message then holds the config to use next time.
Exit code: 0 if everything was read, 1 if a stream could not be (its errors say why), 2 if the arguments are wrong.
"""

_COMMANDS = {
    "spec": "print what a config may hold, as a JSON schema",
    "check": "say whether the credentials work, and which streams they may not read",
    "discover": "print the catalog: all streams with their schemas",
    "read": "print the records of the streams of a catalog, and the states from which the next read goes on",
}


class _Version(argparse.Action):
    """Looked up when asked for: it is known of an installed package only."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        print(parser.prog, version(PACKAGE))
        parser.exit()


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """What the CDK's entry point goes by. It has a parser of its own, which cannot be told what to say."""
    parser = argparse.ArgumentParser(
        prog="source-lever-unified",
        description=_DESCRIPTION,
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version of the connector and exit")
    commands = parser.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")
    parsers = {}
    for name, purpose in _COMMANDS.items():
        parsers[name] = command = commands.add_parser(name, help=purpose, description=f"{purpose.capitalize()}.")
        command.add_argument("--debug", action="store_true", help="log more, still without keys and people's data")
        if name != "spec":
            command.add_argument("--config", required=True, metavar="FILE", help="JSON: the credentials and settings")
    parsers["read"].add_argument("--catalog", required=True, metavar="FILE", help="JSON: the streams to read")
    parsers["read"].add_argument(
        "--state", default="", metavar="FILE", help="JSON: the states of the read before; without it, read everything"
    )
    return parser.parse_args(arguments)
