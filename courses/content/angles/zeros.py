"""A zero and a sign for every angle."""

from courses.content.writing import (
    definition,
    drawing,
    heading,
    one_answer,
    right,
    text,
    wrong,
)

ZEROS = (
    heading("h-zeros", "A zero and a sign for every angle"),
    drawing(
        "joint_angles",
        caption="Knee flexion is the thigh’s angle less the shank’s. Move the sliders: the same "
        "knee flexion can belong to very different landings.",
        alt_text=(
            "A trunk and a leg at initial contact, running to the right. Trunk lean 7 degrees "
            "forward, thigh 23 degrees with the knee ahead of the hip, shank 9 degrees with the "
            "ankle ahead of the knee, knee flexion 14 degrees."
        ),
    ),
    text(
        "t-zeros",
        "<p>“Knee angle 166°” and “knee flexion 14°” are the same leg. Much of the disagreement "
        "between two readers is a convention left unsaid, so this course, its practical and the "
        "gait lab use one and write it beside every number. Forward is the way the runner runs; "
        "angles of a single segment are taken from the vertical.</p>",
    ),
    definition(
        "d-knee",
        "Knee flexion",
        "The thigh’s angle less the shank’s. 0 is a straight leg, bent is positive.",
        unit="degrees",
    ),
    definition(
        "d-shank",
        "Shank angle",
        "The line from knee to ankle against the vertical. Positive when the ankle is ahead of "
        "the knee.",
        unit="degrees",
    ),
    definition(
        "d-trunk",
        "Trunk lean",
        "The line from the middle of the hips to the middle of the shoulders against the "
        "vertical, averaged over stance. Positive forwards.",
        unit="degrees",
    ),
    definition(
        "d-fsa",
        "Foot-strike angle",
        "The line from heel to toe at contact, less the same line while the foot is flat. "
        "Positive when the toe is higher.",
        unit="degrees",
    ),
    one_answer(
        "q-shank-sign",
        "At contact the thigh is at +18° and the shank at −4°. What do you see?",
        wrong(
            "The knee bent by 14°, and the ankle slightly behind the knee",
            "Flexion is the difference: taking away −4 adds 4.",
        ),
        wrong(
            "The knee bent by 22°, and the ankle ahead of the knee",
            "The size is right. Look at the sign of the shank again.",
        ),
        right(
            "The knee bent by 22°, and the ankle slightly behind the knee",
            "18 − (−4) = 22. A negative shank angle puts the ankle behind the knee.",
        ),
        wrong(
            "An overextended knee",
            "Flexion would have to be below zero. The thigh is further forward than the shank.",
        ),
    ),
)
