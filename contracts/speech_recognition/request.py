"""What the champion is asked."""

from __future__ import annotations

from contracts.contract import Column, Kind, Table

REQUEST = Table(
    name="request",
    description="What the champion answers: recordings, a row each.",
    required=False,
    columns=(
        Column(
            name="request_id",
            kind=Kind.ID,
            description="Given back with the answers; empty: the row's number in the call, from 0.",
        ),
        Column(
            name="audio",
            kind=Kind.BYTES,
            required=True,
            description="The bytes of the recording's file, of any format, rate and number of channels; one that "
            "cannot be read is answered with the reason.",
        ),
        Column(
            name="enrolment",
            kind=Kind.BYTES,
            description="The bytes of a recording of some seconds of the same speaker, whatever is said in it; it "
            "adapts the answer to the voice. One that does not help, or cannot be read, leaves the answer as it was.",
        ),
        Column(
            name="enrolment_text",
            kind=Kind.TEXT,
            description="What is said in the enrolment, where that is known; it makes the adaptation surer.",
            examples=("add two black running shoes to my basket",),
        ),
    ),
)
