"""`bazaar promote`: a person's word against the gate's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows import console
from infra.errors import RegistryError, SettingsError
from tasks import rooms

if TYPE_CHECKING:
    from infra.override import Override


@console.answering
def promote(use_case: str, version: str, force: bool, why: str) -> None:
    """Promote with `force` and a reason; without, tell what the gate said and change nothing.

    Raises:
        RegistryError: Not forced, or the version cannot be promoted.
        SettingsError: No reason was given.
    """
    from infra import override, registry, tracking

    name = registry.model_name(rooms.use_case_named(use_case))
    client = tracking.open_client()
    # One line, so that it stays one in the log.
    reason = " ".join(why.split())
    if not force:
        said = override.verdict(client, name, version)
        raise RegistryError(
            f"Nothing was promoted. Of {name} version {version}: {said}.",
            f'To overrule it, on record: bazaar promote {name} {version} --force --why "...".',
        )
    if not reason:
        raise SettingsError("--force needs a reason.", f'bazaar promote {name} {version} --force --why "...".')
    _tell(name, override.promote(client, name, version, reason))


def _tell(name: str, made: Override) -> None:
    from infra import override

    lines = [
        f"{name}: champion was {_version(made.replaced)}, is now version {made.version}. Reason: {made.why}",
        f"overruled: {override.in_words(made.verdict)}",
    ]
    if made.rolled_back is not None:
        note = made.rolled_back
        lines.append(f"taken back: the rollback of {note['when']} by {note['who']} ({note['why']})")
    for line in lines:
        # What a person wrote is no markup.
        console.out.print(line, highlight=False, markup=False, emoji=False, soft_wrap=True)


def _version(number: str | None) -> str:
    return "none" if number is None else f"version {number}"
