"""Everything that can go wrong, in the words that a person reads. `docs/troubleshooting.md` is made from it.

Messages say nothing of what was sent or received: both may be secret or about a candidate.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Area(Enum):
    SIGN_IN = "Signing in"
    PERMISSIONS = "What the credentials may read"
    ADDRESS = "Reaching Lever"
    ANSWERS = "What Lever answers"
    FILES = "Config, catalog and state"
    STREAMS = "Streams"


@dataclass(frozen=True)
class Trouble:
    """`what` happened and `advice` make the message; what stands in braces is filled in. `why` it happens and
    `further` advice are for the page alone. `warning`: the sync goes on.
    """

    area: Area
    what: str
    advice: str = ""
    why: str = ""
    further: str = ""
    warning: bool = False

    def __call__(self, **blanks: object) -> str:
        return " ".join(part for part in (self.what, self.advice) if part).format(**blanks)


WRONG_KEY = Trouble(
    Area.SIGN_IN,
    "Lever does not accept these credentials (401).",
    "Check the API key, and that `environment` is the one it was made in.",
    why="The key is mistyped or was revoked, or it is of the other environment: a key of a Lever sandbox does not work "
    "in production, nor the other way round. Keys of an account hosted in the EU need `api_url`.",
    further="Lever shows a key once, when it is made. If it is lost, make a new one.",
)
FRESH_TOKEN_REFUSED = Trouble(
    Area.SIGN_IN,
    "Lever does not accept an access token that it has just given out (401).",
    "Check that `environment` is the one the app is registered in, then re-authenticate the connection in the source's "
    "settings.",
    why="The sign-in and the API are not of the same environment, or the consent was withdrawn just now.",
)
UNKNOWN_APP = Trouble(
    Area.SIGN_IN,
    "Lever's sign-in does not know this app ({error}): `credentials.client_id` or `credentials.client_secret` is "
    "wrong, or `environment` is not the one the app is registered in.",
    "Correct them, then re-authenticate the connection in the source's settings.",
    why="Lever registers an app per environment, each with a client ID and a secret of its own.",
)
GRANT_REFUSED = Trouble(
    Area.SIGN_IN,
    "Lever does not accept the refresh token any more ({error}): it was used elsewhere, revoked, or not used for 90 "
    "days.",
    "Re-authenticate the connection in the source's settings.",
    why="Lever replaces the refresh token whenever it is used. Two tools that share one lock each other out, and so "
    "does a run whose `CONTROL` message, which holds the new one, was not kept.",
    further="Give each tool a consent of its own.",
)
TOKEN_UNAVAILABLE = Trouble(
    Area.SIGN_IN,
    "The access token cannot be renewed at {address}: {reason}.",
    "Try again later; if it stays, check the network, {settings}.",
    why="Lever's sign-in did not answer, or not in OAuth's words, several times in a row.",
    further="If the refresh token is refused afterwards, it was used up by an answer that got lost: re-authenticate.",
)

FORBIDDEN = Trouble(
    Area.PERMISSIONS,
    "These credentials may not read {path} (403).",
    'Make a new Lever API key with the permission "{permission}" (OAuth: the scope {scope}), or deselect the streams '
    "that need it.",
    why="A key's permissions are ticked when it is made and cannot be changed later. Other streams are not affected.",
    further="[Which streams need which permission](integrations/sources/lever-unified.md#prerequisites).",
)
CONFIDENTIAL_REFUSED = Trouble(
    Area.PERMISSIONS,
    "Lever refuses confidential data from {path} to these credentials (403).",
    'Switch `include_confidential` off, or use a key made with "Allow access to confidential data" (OAuth: the scope '
    'confidential:access:admin). If the key has that right, it lacks the permission "{permission}" (OAuth scope '
    "{scope}).",
    why="`include_confidential` asks for all data, and Lever then refuses the whole list to who may not see all of it.",
)
NOTHING_READABLE = Trouble(
    Area.PERMISSIONS,
    "Lever accepts these credentials but lets them read nothing that the streams need.",
    "Make a key with the permissions of the streams you want. For example: {example}",
    why="The key was made without ticking what it may read.",
)
STREAMS_UNREADABLE = Trouble(
    Area.PERMISSIONS,
    "Streams that cannot be read: {streams}. {refusal}",
    why="The connection test asks for one record of everything. It succeeds if any stream can be read.",
    further="Deselect these streams, or make a key that may read them. In a script: "
    "[examples/readable_streams.py](../examples/readable_streams.py).",
    warning=True,
)
DELETIONS_UNSEEN = Trouble(
    Area.PERMISSIONS,
    "Deletions are not seen: {refusal} The rest of {streams} is not affected.",
    why="Lever lists what was deleted in feeds of their own, which need a permission.",
    further="Once a key may read the feed, the next sync reads it from where it is missing.",
    warning=True,
)

UNREACHABLE = Trouble(
    Area.ADDRESS,
    "Lever cannot be reached at {address} for {path}: {reason}.",
    "Check the network, the `environment` and, if set, the `api_url`.",
    why="Nobody answered, or only a part of an answer came, several times in a row: there is no network, a firewall, a "
    "proxy, or a wrong address.",
)
UNUSABLE_ADDRESS = Trouble(
    Area.ADDRESS,
    "The request for {path} cannot be sent.",
    "Check {setting}, if it is set, and the settings of the proxy.",
    why="The address is none, or the proxy's is.",
)
REDIRECTED = Trouble(
    Area.ADDRESS,
    "What answers for {path} redirects to {place} ({status}). That is not followed, since credentials must not go "
    "anywhere else.",
    "Check {settings}, and whether a proxy stands in between.",
    why="Lever's API is not known to redirect. A proxy with a page to sign in does, and so may a mistyped host.",
)
TOO_LARGE = Trouble(
    Area.ADDRESS,
    "What answers for {path} sends more than {most} MiB, and Lever's pages are a small part of that. Nothing was "
    "skipped.",
    "Check `environment`, `api_url` if set, and whether a proxy stands in between.",
    why="Who answers is not Lever.",
)

ASKING_AGAIN = Trouble(
    Area.ANSWERS,
    "Lever: {path}: {reason}, attempt {attempt} of {attempts}, asking again in {seconds:.1f} s.",
    why="Lever was busy or sent an answer that is none. `HTTP 429` means that the limit of the key is used up: another "
    "tool uses the same key, and the connector slows down for it.",
    further="Now and then: nothing. Often, with 429: [share the key](accounts.md#a-key-that-others-use-too).",
    warning=True,
)
KEPT_FAILING = Trouble(
    Area.ANSWERS,
    "Lever kept answering {status} for {path}. The next attempt goes on from the last checkpoint.",
    why="Lever has a disturbance, or, with 429, another tool uses up the limit of the same key.",
    further="Sync again later. If it stays: with 429 [share the key](accounts.md#a-key-that-others-use-too), else tell "
    "Lever.",
)
UNUSABLE_ANSWER = Trouble(
    Area.ANSWERS,
    "Lever kept sending an answer for {path} that cannot be used: {reason}. Nothing was skipped.",
    "Try again later; if it stays, tell Lever's support.",
    why="The answer is cut off, is not JSON or lacks what every page has. A bad answer never counts as an empty page.",
)
UNDOCUMENTED_STATUS = Trouble(
    Area.ANSWERS,
    "Lever answered {status} for {path}, which it documents nowhere.",
    why="Either Lever's API has changed, or something between the connector and Lever answers in its place.",
    further="Check `environment`, `api_url` and the proxy; if they are right, report it with the version you use.",
)
NOT_FOUND = Trouble(
    Area.ANSWERS,
    "Lever has no {path} here (404).",
    why="The feature is off in this Lever account, or `api_url` leads elsewhere.",
    further="Deselect the streams that need it, or correct `api_url`, which ends with `/v1`.",
)
NO_REQUISITIONS = Trouble(
    Area.ANSWERS,
    "Lever has no requisitions here (404): the feature seems to be off in this account. Their streams have no rows; "
    "nothing was taken for deleted.",
    why="Requisitions are a feature that an account need not have.",
    further="Deselect `requisitions`, `requisition_jobs` and `requisition_fields`.",
    warning=True,
)
MISSING = Trouble(
    Area.ANSWERS,
    "Lever does not have {path} (404 or 400), although it has what that belongs to. Nothing was taken for deleted.",
    "If the feature is off in this Lever account, deselect the streams that need it; else tell Lever's support.",
    why="Lever answers the same for an endpoint that an account lacks and for an object that was deleted. Here every "
    "object that was asked for still exists.",
)
SOME_MISSING = Trouble(
    Area.ANSWERS,
    "Some {path} are missing (404). {incomplete}",
    why="Lever has the object but not what belongs to it. Rows that were sent before stay as they are.",
    further="Nothing: what is missing is asked for again when the object changes.",
    warning=True,
)
BAD_REQUEST = Trouble(
    Area.ANSWERS,
    "Lever does not understand the request for {path} (400).",
    why="Lever's API has changed, or something between the connector and Lever alters the requests.",
    further="Check `api_url`, which ends with `/v1`; if it is right, report it with the version you use.",
)
INVALID_OFFSET = Trouble(
    Area.ANSWERS,
    "Lever does not know the offset it gave out for {path} (400).",
    why="A list was to go on at a place that Lever gave out before. Opportunities and postings are then begun anew, "
    "without a word; this is another list.",
    further="Sync again: each attempt begins this list anew. If it comes again, report it with the version you use.",
)
ODD_ID = Trouble(
    Area.ANSWERS,
    "Lever gave an id that cannot be part of an address, so {path} is not read.",
    why="Lever's ids are UUIDs; this one is empty or made of dots.",
    further="Tell Lever's support.",
)
ROWS_WITHOUT_KEY = Trouble(
    Area.ANSWERS,
    "Lever: {keyless} of {rows} rows in a page of {path} have no `{key}`. Nothing tells which they are, so they are "
    "skipped.",
    why="Lever sent broken rows, twice. They come with a later sync if they change in Lever.",
    further="If it comes again, tell Lever's support.",
    warning=True,
)
LIST_NOT_WHOLE = Trouble(
    Area.ANSWERS,
    "Lever sent rows of {path} without their `{key}`, so nobody knows which there are. Nothing was taken for deleted.",
    "The next attempt asks again.",
    why="What is missing from a list that must be whole would be taken for deleted.",
)
CLOCK_AHEAD = Trouble(
    Area.ANSWERS,
    "This machine's clock is {seconds} s ahead of Lever's. The next sync begins so much earlier, so that nothing is "
    "missed.",
    "Set the clock.",
    why="Lever's answers say what time it is there, and a sync goes on from the time at which the last one began.",
    warning=True,
)

WRONG_CONFIG = Trouble(
    Area.FILES,
    "Config error: {sentences}",
    why="A property of the config is missing or wrong; each sentence names one. Values are not repeated: they may be "
    "secret.",
    further="[What each property may be](../README.md#configuration).",
)
UNUSABLE_FILE = Trouble(
    Area.FILES,
    "The {what} file {path} cannot be used: {reason}.",
    why="The file is not there, is not readable for the user that runs the connector (in the container: user 1000), or "
    "holds something else.",
    further="`source-lever-unified --help` shows how the three files are made.",
)
UNREADABLE_STATE = Trouble(
    Area.FILES,
    "The saved state of the stream {stream} cannot be read (at: {place}).",
    "Reset the stream (clear its data), and it will be read from the beginning.",
    why="The state is another connector's, of a later version, or was edited.",
)
UNKNOWN_STREAM = Trouble(
    Area.FILES,
    "The catalog asks for a stream `{stream}`, which this connector does not have.",
    "Refresh the connection's schema. It has: {known}.",
    why="The catalog was made by another version, or by another connector for Lever.",
)
NOT_OPTED_IN = Trouble(
    Area.STREAMS,
    "nothing is read, since `{setting}` is off.",
    "Switch it on in the source's settings, or deselect the stream.",
    why="The stream was selected while the setting was on, or the catalog was written by hand.",
    warning=True,
)
STREAM_NAMED_TWICE = Trouble(
    Area.FILES,
    "The catalog names the stream {stream} more than once, so that two states of it would overwrite each other.",
    "Refresh the connection's schema, or name it once.",
    why="The catalog was written by hand or by a script.",
)

STREAMS_FAILED = Trouble(
    Area.STREAMS,
    "{failed} of {selected} streams did not sync. {reasons}",
    why="The last message of a sync in which something failed. The streams that it does not name are complete.",
    further="Look for the reasons on this page.",
)
TOO_MANY_WATCHED = Trouble(
    Area.STREAMS,
    "{stream}: {parents} parents have children that may change by themselves; the {oldest} whose last change is oldest "
    "are not looked at again until they change.",
    why="Lever tells of no change of these children, so the connector looks again; the state keeps a limited number.",
    further="Nothing, or a full refresh now and then.",
    warning=True,
)
EXPECTED_NOTHING = Trouble(
    Area.STREAMS,
    "An opportunity was expected to have nothing in {path} (`child_reads` is {mode}), and has something. No more of "
    "them is left out in this sync; the next one reads those that were, and from then on all of them.",
    "Reset the stream to try the setting again.",
    why="`child_reads` leaves out what by Lever's own record is not there, and asks for some of it all the same, to "
    "find out whether that is true of this account. It is not.",
    further="[What a lean mode can miss](fewer-requests.md).",
    warning=True,
)
BUG = Trouble(
    Area.STREAMS,
    "The connector has a bug that stopped the stream {stream}: {where}.",
    "Please report it.",
    why="What is said of it is a place in the code and nothing of your data.",
)

TROUBLES = tuple(value for value in tuple(globals().values()) if isinstance(value, Trouble))
"""In order."""
