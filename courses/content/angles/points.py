"""Where the points go, and the foot’s own zero."""

from courses.content.sources import (
    MURRAY_2018,
)
from courses.content.writing import (
    a_number,
    drawing,
    evidence,
    heading,
    text,
)

POINTS = (
    heading("h-points", "Where the points go"),
    text(
        "t-points",
        "<p>Put the <b>hip</b> on the greater trochanter, the <b>knee</b> on the joint line at "
        "the middle of the lateral condyle, the <b>ankle</b> on the lateral malleolus, the "
        "<b>heel</b> on the lowest point of the shoe’s back edge and the <b>toe</b> on the lowest "
        "point of its tip. Clothing hides the trochanter: find it in the frame where the thigh is "
        "vertical and keep its place. Zoom in, place the point, zoom out and look whether the "
        "stick is the bone.</p>"
        "<p>A point is never exact, and short segments forgive less. A point 5 mm off turns a "
        "shank of 40 cm by 0.7°, but a sole of 15 cm between its two points by 1.9°. That is why "
        "the foot’s angle is the least certain, and why it is averaged over the most strides.</p>",
    ),
    a_number(
        "q-point-error",
        "You place the ankle 1 cm too far forward. The shank is 40 cm long. By how many degrees "
        "is the shank angle wrong?",
        answer=1.4,
        tolerance=0.1,
        unit="degrees",
        if_low="The error is the angle whose tangent is 1 cm over 40 cm.",
        if_high="Take the arc tangent of 1 ÷ 40, in degrees.",
        solution="arctan(1 ÷ 40) = 1.43°. Knee flexion is wrong by the same amount.",
    ),
    heading("h-foot", "The foot needs a zero of its own"),
    drawing(
        "foot_strike",
        caption="The line through two points on a shoe is not the sole. Its angle with the foot "
        "flat is the zero.",
        alt_text=(
            "Two drawn shoes. At contact the line through heel and toe points stands 17 degrees "
            "above the belt; with the foot flat, 2 degrees. The foot-strike angle is 15 degrees."
        ),
    ),
    text(
        "t-foot",
        "<p>Shoes have rocker, drop and thick heels, so the line between your two points slopes "
        "even when the foot stands flat. Measure it there too, between 30 and 50 % of stance, and "
        "subtract. Here a strike is called <b>rearfoot</b> above 8° and <b>non-rearfoot</b> "
        "otherwise; a runner within a few degrees of 8° is best described by the angle itself.</p>",
    ),
    evidence(
        "e-murray",
        "People agree almost perfectly on the strike pattern (99.4 %, κ 0.96) and less well on "
        "the angle: the typical error is 2.5°.",
        sources=[MURRAY_2018],
        grade="moderate",
        limits="155 outdoor clips at 240 Hz, two raters. A change below 2.5° may be error alone.",
    ),
)
