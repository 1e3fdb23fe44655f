"""What is said around the figures. Plain, and nothing that the figures do not bear."""

from typing import Any

from benchmarks.validity.outside import outside
from benchmarks.validity.results import Report

LEAD = (
    "Every number this product shows carries an error bar. This page says what was tested, "
    "on whom, and what came out, the good and the poor alike. It is made by one command from "
    "the results of our benchmarks, and a release in which a headline figure gets worse does "
    "not pass its tests."
)
DRAWN = (
    "Drawn is not real. Most of the exact figures come from runners we drew ourselves, "
    "because only there is every angle known. A pose model may see a real person, in real "
    "clothes and light, better or worse than a drawing."
)
HOW_BARS_ARE_MADE = (
    "An error bar puts together the scatter between the strides of the clip, the timing "
    "error of contacts and toe-offs, the landmark error of the pose model, and what the camera's "
    "place does: how far from square and how far away it stood is estimated in every clip, and "
    "the bar is wider where it stood worse. Whether 95 % intervals hold the truth 90 to 98 times "
    "in 100 is checked on drawn clips that its terms were not measured on.",
    "The smallest change worth naming between two clips (MDC) is 1.96 · √2 times that error: a "
    "smaller difference may be chance.",
)
NOT_KNOWN = (
    "No real runner's joint angles were measured against a motion-capture laboratory here. Angles "
    "are judged on drawn runners only.",
    "The force-plate figures use the recorded joints of real runners, disturbed as a pose model "
    "disturbs them; no camera filmed those runners.",
    "Contact and toe-off are timed by weights that were trained on recorded and on simulated "
    "runners. The simulated runners kept out of development are others, but of the same simulator: "
    "for a real runner unlike all of them the force plate is the better witness.",
    "How much the simulated runners count in that training, and how it allows for the way the pose "
    "model sees drawn strides, was chosen by whether our events then agree better with the labels "
    "on the real clips. Those labels are no independent proof of that choice.",
    "The real clips are few, of a few people, and labelled by eye. A reader's label is good "
    "to about a frame.",
    "Overground running past the camera, running outdoors, prosthetic legs, long skirts and very "
    "loose clothing, children and older runners: little or nothing was tested.",
    "How well the same runner measures on another day, or filmed by another person, was not "
    "tested.",
    "When the error bars of times were last narrowed, how often they hold on the clips kept out "
    "was looked at: it had risen above 98 %, as it had on the development clips. So these clips "
    "had a part in how far the bars were narrowed.",
    "The part of the error bars that comes from contact and toe-off was set from drawn development "
    "clips, the labelled clips and the force-plate errors of the six runners not used in training. "
    "The same six are the recorded runners among the drawn clips kept out.",
    "Of each recorded runner kept out, one speed from behind was once looked at in development. "
    "The clips from behind in the proof show the same people at another speed.",
    "Some of the error bars is believed, not measured: that height or belt give the scale of "
    "overstride in centimetres to 4 % and that of vertical oscillation to 8 %, and that a belt "
    "shows its speed to 1.5 %. The resampled clips misstate the belt by just as much.",
    "How far from square the camera stood is told by the shoulders, from behind by head and hands "
    "as the pose model sees them, to 3 or 4°: that was tested on drawings only. How far away it "
    "stood is told by the runner's size in the picture, taking the lens for a phone's main one. A "
    "clip that was cut smaller, zoomed or filmed with another lens misleads it.",
    "The leg away from the camera is shown, never scored, and not covered by these figures.",
    "The pelvis' tilt is read from the edge of the clothes across the waist. Drawn clothes sit "
    "fast on the pelvis; how far real ones do was not measured, and is put into the error bars as "
    "a belief (1.5°).",
    "The foot's slope at contact is read from the shoe in the pictures. Drawn shoes are stiff; how "
    "far bending soles and flying laces turn the reading was not measured, and is put into the "
    "error bars as a belief (1.5°). Two readers marked the soles in 34 pictures of real shoes; "
    "curved soles and a rail before them made the marks too unsure to judge by.",
    "From behind, the timing of contact and toe-off was set while looking at the one real clip: "
    "what it shows there is no independent proof. The drawn clips from behind are newer than the "
    "method.",
)
LIMITS = (
    "Film from straight beside or straight behind, the whole runner in the picture, at 60 frames a "
    "second or more. At 30 a single contact is known to about 30 ms.",
    "From behind, contacts and toe-offs are found and timed less surely than from the side: "
    "film the side for timing.",
    "For pelvic drop and hip adduction the waistband must show: a top that hangs over it swings "
    "with the trunk. The machine refuses them where it sees that; a hem that follows the pelvis "
    "half way it does not see.",
    "Knee valgus, rearfoot eversion, heel whip and foot progression are not measured by the "
    "machine: a flat picture does not hold them.",
    "A number outside the range of other runners is not a fault, and none of these numbers "
    "predicts injury by itself.",
)


def tests(results: dict[str, Report]) -> list[dict[str, Any]]:
    """What was tested, on whom."""
    told = (
        ("whole_chain", "drawn", "Drawn runners", _drawn),
        ("interval_coverage", "drawn", "Error bars, resampled", _resampled),
        ("events_against_force_plate", "plate", "Force plate", _plate),
        ("labelled_clips", "eye", "Real clips, by eye", _eye),
        ("force_thresholds", "plate", "Force and eye", _force_and_eye),
        ("speed", "drawn", "Time", _time),
    )
    return [
        {"evidence": evidence, "title": title, "text": text(results[name])}
        for name, evidence, title, text in told
        if name in results
    ]


def _drawn(report: Report) -> str:
    unseen = " kept out of development" if report["split"] == "held-out" else ""
    return (
        f"{report['clips']} clips of recorded and simulated runners{unseen}, drawn as video and "
        "put through the whole product: every event and angle is known exactly. Cameras stand up "
        "to 12° askew and 2° rolled; builds, clothes, skin and light vary. Headline figures of "
        "contacts, toe-offs and legs exchanged are from the side."
    )


def _plate(_report: Report) -> str:
    return (
        "18 recordings of 6 treadmill runners at 2.5, 3.5 and 4.5 m/s, none used in training. "
        "The belt's force says when a foot is down. The headline figures are for 60 Hz from the "
        "side, landmarks as noisy as a pose model's, without the shoe read in pictures; the other "
        "conditions are in the table."
    )


def _force_and_eye(report: Report) -> str:
    touch, leave = report["initial_contact"], report["toe_off"]
    down, touching = report["down_n"], report["touching_n"]
    return (
        f"Our events are a force plate's: the force passes {down:.0f} N. A foot touches the ground "
        f"with less. In {leave['steps']} steps of the recorded runners the force was still above "
        f"{touching:.0f} N for {leave['mean_ms']:.1f} ms (SD {leave['sd_ms']:.1f}) after toe-off, "
        f"and had passed it {-touch['mean_ms']:.1f} ms (SD {touch['sd_ms']:.1f}) before contact. "
        "An eye that looks for the foot to leave or to touch the ground sees toe-off later and "
        "contact sooner by about so much: that part of the labels' distance from our events is a "
        "matter of definition."
    )


def _time(report: Report) -> str:
    return (
        f"A whole analysis of a clip of {report['frames']} frames beside a bare loop that "
        f"only runs the same pose model on every frame, {report['cores']} cores."
    )


def _resampled(report: Report) -> str:
    held = report["coverage"]["all"]
    return (
        f"{report['sequences']} stretches of 4.5 to 6 s out of {report['clips']} of these clips, "
        "with more jitter, exchanged and collapsed legs put in and the belt's speed misstated. "
        f"The 95 % intervals held the truth in {held['covered_pct']:.1f} % "
        f"({held['low_pct']:.1f} to {held['high_pct']:.1f}, by drawing the runners anew) of "
        f"{held['n']} values of {held['runners']} runners. {outside(report['coverage'])}"
    ).rstrip()


def _eye(report: Report) -> str:
    clips, summary = report["clips"], report["summary"]
    counts = [
        sum(summary[kind][leg]["labelled"] for leg in ("near", "far"))
        for kind in ("initial_contact", "toe_off")
    ]
    slow = sum(not clip["real_time"] for clip in clips)
    return (
        f"{len(clips)} clips of real people ({slow} of them slow motion): {counts[0]} "
        f"contacts and {counts[1]} toe-offs that two readers labelled frame by frame, neither "
        "seeing the other's labels or ours. The footage is not ours to show."
    )
