"""What went wrong with a request, from the exception that tells it: a word for programs, a sentence for people."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import NamedTuple

import requests
import urllib3

from seoaudit.web.connection import AddressRefused, NotConnected
from seoaudit.web.response import Trouble

#: Deeper chains of exceptions are not followed.
_MOST_CAUSES = 20


class Misfortune(NamedTuple):
    """Why there is no response, or no whole one."""

    trouble: Trouble
    message: str


def misfortune(error: Exception, host: str, seconds: float) -> Misfortune:
    """Return what an exception means for a request to a host, for which there were so many seconds."""
    causes = list(_causes(error))
    for read in (_address, _late, _tls, _connection, _transfer):
        for cause in causes:
            found = read(cause, host, seconds)
            if found is not None:
                return found
    return Misfortune("protocol", f"{host} did not answer as a web server does: {_said(causes[-1])}")


def is_hang_up(error: Exception) -> bool:
    """Return whether the other side ended the connection before it said anything."""
    return any(
        isinstance(cause, (RemoteDisconnected, ConnectionResetError, BrokenPipeError))
        for cause in _causes(error)
    )


def _address(cause: BaseException, host: str, seconds: float) -> Misfortune | None:
    del seconds
    if isinstance(cause, AddressRefused):
        return Misfortune("private", f"{host} lies in a network of its own ({cause}), which is not asked")
    if isinstance(cause, socket.gaierror):
        if cause.errno in _NO_SUCH_NAME:
            return Misfortune("dns", f"there is no host {host}")
        return Misfortune("timeout", f"the name {host} could not be looked up: {_said(cause)}")
    if isinstance(
        cause, (UnicodeError, urllib3.exceptions.LocationValueError, requests.exceptions.InvalidURL)
    ):
        return Misfortune("address", "this is not a valid address")
    return None


def _late(cause: BaseException, host: str, seconds: float) -> Misfortune | None:
    if isinstance(cause, (TimeoutError, urllib3.exceptions.TimeoutError)):
        return Misfortune("timeout", f"{host} took longer than {seconds:g} seconds")
    return None


def _tls(cause: BaseException, host: str, seconds: float) -> Misfortune | None:
    del seconds
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Misfortune(
            "tls", f"the certificate of {host} is not valid: {cause.verify_message.rstrip('.')}"
        )
    if isinstance(cause, ssl.SSLError):
        reason = (cause.reason or "").replace("_", " ").lower()
        if reason in _NO_TLS:
            return Misfortune("tls", f"{host} speaks http, not https: try http://{host}/")
        return Misfortune("tls", f"no secure connection to {host}" + (f": {reason}" if reason else ""))
    return None


def _connection(cause: BaseException, host: str, seconds: float) -> Misfortune | None:
    del seconds
    if isinstance(cause, (NotConnected, ConnectionRefusedError)):
        return Misfortune("refused", f"{host} takes no connection: {_said(cause)}")
    return None


def _transfer(cause: BaseException, host: str, seconds: float) -> Misfortune | None:
    del seconds
    if isinstance(cause, (IncompleteRead, urllib3.exceptions.IncompleteRead)):
        return Misfortune("truncated", f"{host} ended the body too early, or its chunks are broken")
    if isinstance(cause, (RemoteDisconnected, ConnectionError)):
        return Misfortune("reset", f"{host} ended the connection")
    if isinstance(cause, HTTPException):
        return Misfortune("protocol", f"{host} did not answer as a web server does: {_said(cause)}")
    return None


#: What the TLS library says of an answer that is plain text.
_NO_TLS = ("wrong version number", "http request", "record layer failure", "packet length too long")
#: What ``getaddrinfo`` says of a name that does not exist. All else may pass: the name server is silent, or the network.
_NO_SUCH_NAME = {
    code
    for name in ("EAI_NONAME", "EAI_NODATA", "WSAHOST_NOT_FOUND")
    if (code := getattr(socket, name, None)) is not None
}


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and those it was raised for, the outermost first."""
    waiting, seen = [error], set[int]()
    while waiting and len(seen) < _MOST_CAUSES:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        reason = getattr(cause, "reason", None)
        nested = [reason, *cause.args, cause.__cause__, cause.__context__]
        waiting += [each for each in nested if isinstance(each, BaseException)]


def _said(cause: BaseException) -> str:
    """Return an exception's own words: one line, and not much of it, as a server may have written it."""
    text = cause.strerror if isinstance(cause, OSError) and cause.strerror else str(cause)
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line[:120] or type(cause).__name__
