"""How recordings are changed each time that they are learned from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ChangeSettings:
    """Other speakers, rooms, noises and microphones.

    Attributes:
        plain: Share that is left as it came (0..1).
        slowest: Speed of speech, pitch with it, at least (0.5..1).
        fastest: Likewise at most (1..2).
        warped: Most log ratio by which a vocal tract is made longer or shorter (0..0.5).
        paced: Most log ratio by which speech is made slower or faster at its own pitch (0..1).
        coloured: Decibels by which bands are made louder or softer, evenly over neighbours, as other microphones and
            throats do; one standard deviation (0..30).
        joined: Share of recordings that another one is put behind, so that several words are learned from single ones
            (0..0.9).
        longest_joined: Seconds that these are long together at most (0..60).
        pause: Most seconds between them (0..5).
        around: Most seconds that a recording is lengthened by before the speech (0..5).
        roomed: Share that is heard in a room (0..1).
        noisy: Share that is heard in noise (0..1).
        least_snr: Decibels that speech lies above the noise, at least (-20..60).
        most_snr: Likewise at most (-20..60).
        babble: Share of the noises that are made of other recordings (0..1).
        voices: Of which babble is made, at most (1..20).
        made: Share of the other noises that are made, of a spectrum that falls evenly (0..1); where there are no
            recordings of noise, all.
        steepest: Power of frequency that such a spectrum falls with, at most (0..4).
        loudest: Decibels by which a recording is made louder or softer, at most (0..60).
        clipped: Share whose loudest samples are cut off (0..1).
        cut: Share of the highest sample that remains of those, at least, above 0 up to 1.
        narrowed: Share that is heard as by telephone, between about 300 and 3,400 hertz (0..1).
        low: Share that has nothing above 4,000 hertz (0..1), as recordings of 8 kHz have.
    """

    plain: float = 0.15
    slowest: float = 0.8
    fastest: float = 1.25
    warped: float = 0.15
    paced: float = 0.2
    coloured: float = 3.0
    joined: float = 0.1
    longest_joined: float = 4.0
    pause: float = 0.4
    around: float = 0.3
    roomed: float = 0.3
    noisy: float = 0.5
    least_snr: float = -3.0
    most_snr: float = 25.0
    babble: float = 0.25
    voices: int = 4
    made: float = 0.4
    steepest: float = 2.0
    loudest: float = 12.0
    clipped: float = 0.1
    cut: float = 0.2
    narrowed: float = 0.1
    low: float = 0.1


@dataclass(frozen=True)
class MaskSettings:
    """What is hidden of features (Park et al. 2019).

    Attributes:
        bands: Runs of bands that are hidden in a recording (0..10).
        widest: Share of the bands that such a run has, at most (0..1).
        times: Runs of frames (0..20).
        longest: Seconds of such a run at most (0..2).
        most: Share of a recording that such a run is, at most (0..1).
    """

    bands: int = 2
    widest: float = 0.2
    times: int = 2
    longest: float = 0.2
    most: float = 0.15
