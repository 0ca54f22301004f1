"""`bazaar reproduce`: a version made again, and what of it came out the same."""

from __future__ import annotations

from flows import console
from flows.verifying import show
from infra.errors import RegistryError, UserError
from tasks import rooms


class RebuildFailedError(console.RunFailedError):
    """A rebuild keeps no steps: it has to make all of them itself."""

    resumable = False


@console.answering
def reproduce(use_case: str, version: str | None, tolerance: float, other_code: bool) -> None:
    """Rebuild a version and compare.

    Raises:
        RegistryError: A measure, the tables or the test split came out otherwise, or it cannot be tried here.
        RebuildFailedError: A step failed.
    """
    name = rooms.use_case_named(use_case)
    from infra import tracking
    from tasks import reproduce as reproducing
    from tasks import version_record

    client = tracking.open_client()
    record = version_record.read(client, name, version)
    what = f"{record.name} version {record.version}"
    try:
        with console.showing_steps():
            found = reproducing.reproduce(client, record, tolerance, other_code=other_code)
    except UserError:
        raise
    except KeyboardInterrupt:
        console.err.print("interrupted; nothing was changed")
        raise SystemExit(console.INTERRUPTED) from None
    except Exception as error:
        from flows.running import full_disk

        raise full_disk(error) or RebuildFailedError(error) from error
    console.out.print(what, highlight=False)
    for finding in found:
        show(finding)
    differing = [finding.part for finding in found if finding.blocks]
    if differing:
        raise RegistryError(
            f"{what} was not reproduced: {', '.join(differing)} came out otherwise.",
            f"See what is different here: bazaar verify {record.name} {record.version}",
        )
    console.out.print(f"{what}: reproduced. Nothing was registered, no alias moved.", highlight=False)
