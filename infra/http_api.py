"""A question to one of our servers, without its whole client library."""

from __future__ import annotations

import base64
import http.client
import json
import urllib.error
import urllib.request
from typing import Any

from infra.server_process import ServerFailedError
from infra.sign_in import Credentials

ANSWER_SECONDS = 30.0


class RefusedError(ServerFailedError):
    """An answer that is a refusal.

    Args:
        code: Of HTTP.
    """

    def __init__(self, address: str, code: int) -> None:
        self.code = code
        super().__init__(f"{address} refuses with HTTP {code}")


def post(address: str, values: dict[str, Any], credentials: Credentials | None = None) -> Any:
    """The JSON that a POST of JSON is answered with.

    Raises:
        RefusedError: The answer is a refusal.
        ServerFailedError: There is none.
    """
    headers = {"Content-Type": "application/json"}
    if credentials is not None:
        pair = f"{credentials.user}:{credentials.password}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    request = urllib.request.Request(address, json.dumps(values).encode(), headers)  # noqa: S310 - http addresses only
    try:
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:  # noqa: S310
            return json.load(answer)
    except urllib.error.HTTPError as error:
        error.close()
        raise RefusedError(address, error.code) from None
    except (OSError, http.client.HTTPException) as error:
        raise ServerFailedError(f"{address} does not answer: {error}") from error
