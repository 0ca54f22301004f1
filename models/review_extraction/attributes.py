"""Canonical attributes: what "batt life", "battery" and "charge" have in common, by clusters of surface aspects."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from .attribute_settings import AttributeSettings
from .extracted import Ints
from .form_likeness import Floats, FormLikeness
from .form_phrases import phrase_likeness
from .forms import form_of
from .vocabulary import Vocabulary

OVERALL: Final = "overall"  # what an opinion judges that tells of no attribute


class Attributes:
    """Forms of aspects, and the attribute of each.

    Attributes:
        names: Of attributes: their commonest surface form.
        attribute: Place in `names` of each known form; (n,).
        likeness: Of known forms.
        vocabulary: Reads surface aspects.
    """

    def __init__(
        self,
        names: list[str],
        attribute: Ints,
        likeness: FormLikeness,
        vocabulary: Vocabulary,
        settings: AttributeSettings,
    ) -> None:
        self.names, self.attribute, self.likeness, self.vocabulary = names, attribute, likeness, vocabulary
        self._settings = settings
        self._of = {form: names[place] for form, place in zip(likeness.forms, attribute.tolist(), strict=True)}
        self._new: dict[str, str] = {}

    @classmethod
    def fit(
        cls, surfaces: list[str], phrases: list[str], vocabulary: Vocabulary, settings: AttributeSettings, threads: int
    ) -> Self:
        """Cluster the commonest forms.

        Args:
            surfaces: Aspects as they were written, one for each mention.
            phrases: In which they are judged, one for each mention.
            vocabulary: Reads them.
            settings: Of the clusters.
            threads: Of the network.
        """
        written = Counter(map(_folded, surfaces))
        form = {surface: form_of(surface, vocabulary) for surface in written}
        counts = Counter[str]()
        for surface, count in written.items():
            counts[form[surface]] += count
        counts.pop("", None)
        short = [one for one in counts if max(map(len, one.split())) <= settings.longest_known]
        forms = sorted(short, key=lambda one: (-counts[one], one))[: settings.most_forms]
        likeness = FormLikeness.fit(forms, settings, threads)
        said = [(form[_folded(surface)], phrase) for surface, phrase in zip(surfaces, phrases, strict=True)]
        judged = settings.phrased * phrase_likeness(forms, said, settings, threads)
        cluster = clustered(likeness.among() + judged, settings.likeness)
        members = dict(zip(forms, cluster.tolist(), strict=True))
        names = _names(written, form, members, 1 + max(members.values(), default=-1))
        return cls(names, cluster, likeness, vocabulary, settings)

    def of(self, surfaces: list[str]) -> list[str]:
        """Attributes of aspects as they were written; an aspect like no known one is an attribute of its own."""
        forms = {surface: form_of(surface, self.vocabulary) for surface in set(surfaces)}
        new = sorted({form for form in forms.values() if form and form not in self._of and form not in self._new})
        met = self._meet(new)
        if len(self._new) + len(met) <= self._settings.kept:
            self._new.update(met)
        every = {surface: self._of.get(form) or self._new.get(form) or met.get(form) for surface, form in forms.items()}
        return [every[surface] or OVERALL for surface in surfaces]

    def _meet(self, forms: list[str]) -> dict[str, str]:
        if not forms or not self.names:
            return {form: form for form in forms}
        nearest, likeness = self.likeness.nearest(forms)
        near = likeness >= self._settings.nearest
        told = zip(forms, near.tolist(), self.attribute[nearest].tolist(), strict=True)
        return {form: self.names[place] if close else form for form, close, place in told}

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """As a file of arrays holds it."""
        return {
            "name": np.array(self.names, dtype=np.str_),
            "form": np.array(self.likeness.forms, dtype=np.str_),
            "form_attribute": self.attribute,
            "form_vector": self.likeness.vectors.astype(np.float16),
        }

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[Any]], vocabulary: Vocabulary, settings: AttributeSettings) -> Self:
        """From what `arrays` gave."""
        vectors: Floats = arrays["form_vector"].astype(np.float32)
        likeness = FormLikeness.of(arrays["form"].tolist(), vectors, settings)
        return cls(arrays["name"].tolist(), arrays["form_attribute"], likeness, vocabulary, settings)


def clustered(likeness: Floats, least: float) -> Ints:
    """Clusters around leaders (Hartigan 1975, Clustering Algorithms, chapter 3), numbered from 0.

    A form that is less alike to every leader than so becomes one; then each joins the one it is most alike to. So a
    rare form is compared with the common ones that name attributes, and chains of forms that are each a little alike
    join nothing.

    Args:
        likeness: Of forms to each other, the commonest first; (n, n).
        least: At which a form follows a leader.
    """
    leaders: list[int] = []
    nearest = np.full(len(likeness), -np.inf, dtype=np.float32)
    for row in range(len(likeness)):
        if nearest[row] < least:
            leaders.append(row)
            nearest = np.maximum(nearest, likeness[row])
    if not leaders:
        return np.zeros(0, dtype=np.int64)
    found: Ints = likeness[:, leaders].argmax(axis=1).astype(np.int64)
    return found


def _folded(surface: str) -> str:
    return " ".join(surface.lower().split())


def _names(written: Counter[str], form: dict[str, str], members: dict[str, int], clusters: int) -> list[str]:
    """The commonest surface form of each cluster."""
    best: dict[int, tuple[int, str]] = defaultdict(lambda: (0, ""))
    for surface, count in written.items():
        place = members.get(form[surface])
        if place is not None:
            best[place] = min(best[place], (-count, surface))
    return [best[place][1] for place in range(clusters)]
