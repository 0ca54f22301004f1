"""What the champion is asked."""

from __future__ import annotations

from contracts.contract import Column, Kind, Table

REQUEST = Table(
    name="request",
    description="What the champion answers: pictures, a row each.",
    required=False,
    columns=(
        Column(
            name="request_id",
            kind=Kind.ID,
            description="Given back with the answers; empty: the row's number in the call, from 0.",
        ),
        Column(
            name="image",
            kind=Kind.BYTES,
            required=True,
            description="The bytes of the picture's file, of any format, size, mode and orientation; one that cannot "
            "be read is answered with the reason.",
        ),
    ),
)
