"""Every angle has an error."""

from courses.content.sources import (
    DAMSTED_2015,
    DINGENEN_2018,
)
from courses.content.writing import (
    a_number,
    definition,
    drawing,
    evidence,
    heading,
    measure_it,
    text,
)

ERROR = (
    heading("h-error", "Every angle has an error: say it"),
    text(
        "t-error",
        "<p>Read the same clip twice and you will differ from yourself. Film the same runner "
        "next week and you will differ more, because the camera, the shirt, the speed and the "
        "runner have all changed a little. What matters for care is the second kind.</p>"
        "<p>Two figures carry it. The <b>standard error</b> says how well the mean of this visit "
        "is known. The <b>minimal detectable change</b> says how far two visits must lie apart "
        "before a difference can be claimed at 95 %: 1.96 × √2 × the standard error.</p>",
    ),
    definition(
        "d-mdc",
        "Minimal detectable change (MDC)",
        "The smallest difference between two measurements that error alone does not explain: "
        "1.96 × √2 × standard error.",
    ),
    drawing(
        "change_and_error",
        caption="Two second visits, one MDC. Only the lower one is a change.",
        alt_text=(
            "Two rows on a scale of 0 to 30 degrees. In both the first visit reads 12 degrees "
            "with a grey band of plus or minus 9. A second visit at 17 degrees stays inside the "
            "band; one at 24 degrees lies outside."
        ),
    ),
    evidence(
        "e-damsted",
        "Clinicians who read knee flexion at foot strike from 2D video repeat themselves within "
        "3–8° on the same day, and within 9–14° on another day.",
        sources=[DAMSTED_2015],
        grade="limited",
        limits="18 recreational runners, two raters: the width of 95 % prediction intervals.",
    ),
    evidence(
        "e-dingenen",
        "With a fixed set-up and means of at least seven steps the smallest detectable "
        "differences are 1.3–2.3° for foot inclination, 2.2–4.8° for tibia inclination and "
        "2.3–3.8° for knee flexion.",
        sources=[DINGENEN_2018],
        grade="moderate",
        limits="21 runners, one laboratory, one week apart. Your own figures will be larger until "
        "you have shown otherwise.",
    ),
    measure_it(
        "m-mdc",
        "Has the knee changed?",
        task="Knee flexion at contact, means of ten strides: 14.2° before and 18.0° after six "
        "weeks. The standard error of one visit, camera and points included, is 1.6°.",
        steps=[
            "MDC = 1.96 × √2 × 1.6° = 4.4°.",
            "The difference is 18.0° − 14.2° = 3.8°.",
            "3.8° is less than 4.4°.",
        ],
        result="No detectable change. Write that, in those words: it is a result.",
    ),
    a_number(
        "q-mdc",
        "The standard error of shank angle in your clinic is 2.5°. What is the MDC between two "
        "visits?",
        answer=6.9,
        tolerance=0.1,
        unit="degrees",
        if_low="Two visits each bring an error: do not forget the √2.",
        if_high="1.96 × √2 × 2.5, nothing more.",
        solution="1.96 × 1.414 × 2.5° = 6.9°.",
    ),
)
