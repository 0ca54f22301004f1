"""How alike the phrases are in which forms of an aspect are judged: a battery and a charge both last or do not."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from .. import minilm
from .attribute_settings import AttributeSettings
from .form_likeness import Floats


def phrase_likeness(forms: list[str], said: list[tuple[str, str]], settings: AttributeSettings, threads: int) -> Floats:
    """Likeness of forms by the phrases that they stand in, -1 to 1; what few phrases tell weighs less; (n, n).

    What all phrases share, as that they judge something, is taken off.

    Args:
        forms: Distinct ones.
        said: Form and phrase of each mention.
        settings: Of the clusters.
        threads: Of the network.
    """
    place = {form: number for number, form in enumerate(forms)}
    phrases: dict[int, list[str]] = defaultdict(list)
    counts = Counter[int]()
    for form, phrase in said:
        number = place.get(form)
        if number is None:
            continue
        counts[number] += 1
        if len(phrases[number]) < settings.phrases:
            phrases[number].append(phrase)
    distinct = sorted({phrase for own in phrases.values() for phrase in own})
    if not distinct:
        return np.zeros((len(forms), len(forms)), dtype=np.float32)
    vectors = minilm.encode(distinct, max_length=settings.longest, threads=threads)
    row = {phrase: number for number, phrase in enumerate(distinct)}
    means = np.zeros((len(forms), vectors.shape[1]), dtype=np.float32)
    for number, own in phrases.items():
        means[number] = vectors[[row[phrase] for phrase in own]].mean(axis=0)
    weight = np.array([counts[number] for number in range(len(forms))], dtype=np.float32)
    means -= weight @ means / weight.sum()
    # of a form without a phrase nothing is known
    means[weight == 0] = 0
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), np.float32(1e-9))
    means *= np.minimum(weight / settings.phrases, 1)[:, None] ** 0.5
    likeness: Floats = means @ means.T
    return likeness
