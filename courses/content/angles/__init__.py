"""Lesson 3: measuring angles and reading them honestly."""

from courses.content.angles.error import ERROR
from courses.content.angles.meaning import MEANING
from courses.content.angles.points import POINTS
from courses.content.angles.zeros import ZEROS
from courses.content.writing import Lesson

ANGLES = Lesson(
    slug="angles",
    title="Measuring angles and reading them honestly",
    summary=(
        "After this lesson you can measure knee flexion, shank angle, foot-strike angle and trunk "
        "lean by one convention, state their error, and say only what they support."
    ),
    reading_minutes=19,
    introduction=(
        "<p>An angle is two lines and a decision about zero. Drawing the lines takes a minute to "
        "learn. Knowing what the number may be used for takes longer, and is what a runner pays "
        "you for.</p>"
    ),
    blocks=(*ZEROS, *POINTS, *ERROR, *MEANING),
)
