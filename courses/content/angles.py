"""Lesson 3: measuring angles and reading them honestly."""

from courses.content.sources import (
    ANDERSON_2022,
    DAMSTED_2015,
    DINGENEN_2018,
    HEIDERSCHEIT_2011,
    MURRAY_2018,
    PETERSON_2022,
    SOUZA_2016,
)
from courses.content.writing import (
    Lesson,
    a_number,
    definition,
    drawing,
    evidence,
    heading,
    key_point,
    measure_it,
    one_answer,
    practical,
    right,
    several_answers,
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
        "<p>“Knee angle 166°” and “knee flexion 14°” are the same leg. Half of all disagreement "
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

MEANING = (
    heading("h-claims", "What may be said of an angle"),
    text(
        "t-claims",
        "<p>A video shows movement. It does not show force, pain, tissue or cause. Three kinds of "
        "sentence are sound: what was measured, with its error; how it stands to this runner’s "
        "own earlier value or to a sourced range at her speed; and what you will test because of "
        "it. Sentences that begin with “this will cause” are not.</p>",
    ),
    evidence(
        "e-peterson",
        "Biomechanical and musculoskeletal measures do not, by and large, predict who will be "
        "injured.",
        sources=[PETERSON_2022],
        grade="moderate",
        limits="30 prospective studies, 3,404 non-elite runners, pooled over all injuries. Single "
        "injuries may differ.",
    ),
    evidence(
        "e-souza",
        "Changing the form of uninjured runners would not be evidence based. Where the runner’s "
        "complaint and the physical examination agree with what the video shows, there is a "
        "place to intervene.",
        sources=[SOUZA_2016],
        grade="practice",
    ),
    evidence(
        "e-cadence",
        "Raising step rate at the same speed lowers peak knee flexion and the energy the knee "
        "absorbs. That it reduces pain rests on very few trials.",
        sources=[HEIDERSCHEIT_2011, ANDERSON_2022],
        grade="strong",
        limits="Strong for the mechanics. For injury, two small studies in patellofemoral pain; "
        "for prevention or performance, not enough.",
    ),
    heading("h-hypothesis", "From measurement to hypothesis"),
    text(
        "t-hypothesis",
        "<p>Work in one direction and leave a way back.</p>"
        "<ol><li><b>Listen first.</b> Where, when, since which change in load. Most running "
        "injuries are explained by training before they are explained by angles.</li>"
        "<li><b>Name what stands out</b>, with value and error, and only what exceeds it.</li>"
        "<li><b>Make a guess that could be wrong.</b> “Her knee takes the load long and far in "
        "front of her, and that is when it hurts.”</li>"
        "<li><b>Look for what would refute it</b>: strength, range, provocation, the other "
        "leg.</li>"
        "<li><b>Try one change in the session</b>, such as a step rate 5 % higher, film again, "
        "ask about pain and effort.</li>"
        "<li><b>Write the next date.</b> A plan without a re-test is a hope.</li></ol>",
    ),
    key_point(
        "k-honest",
        "Say what you measured, how sure you are, and what you will do to find out whether you "
        "are wrong.",
    ),
    one_answer(
        "q-report",
        "Which sentence belongs in your report?",
        wrong(
            "Heel striking with 11° of shank angle is overloading her patella.",
            "The video shows neither load on the patella nor a cause.",
        ),
        wrong(
            "Shank angle 11°: at raised risk of injury.",
            "Prospective studies do not support a forecast from an angle.",
        ),
        right(
            "Shank angle at contact 11° ± 2° (12 strides at 2.8 m/s). It fits pain in early "
            "stance; we will try a step rate 5 % higher today and film again.",
            "Value, error, conditions, a hypothesis that can fail, and the test of it.",
        ),
        wrong(
            "Gait normal apart from slight overstriding.",
            "No value, no error, no condition: nobody can compare the next visit with it.",
        ),
    ),
    several_answers(
        "q-camera-errors",
        "Between two visits trunk lean grew by 4° and knee flexion at contact stayed the same. "
        "Which of these could produce that without any change in the runner?",
        right(
            "The camera was rolled by 4° at the second visit",
            "Roll adds to every angle against the vertical and cancels between two segments.",
        ),
        wrong(
            "The knee point was placed too far forward in every frame",
            "That would change the thigh and the shank, so the knee, and leave the trunk alone.",
        ),
        right(
            "The belt was inclined by 4° and the camera levelled by the belt’s edge",
            "The vertical has tilted with the camera: the same thing as roll.",
        ),
        wrong(
            "Contact was dated two frames late",
            "Trunk lean is averaged over stance and hardly notices; the knee would have moved.",
        ),
    ),
    practical(
        "p-practical",
        "You have read how it is done. Now measure a runner yourself: date her contacts, place "
        "the points, and see where you and the experts differ.",
    ),
)

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
