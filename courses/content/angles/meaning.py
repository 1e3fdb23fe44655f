"""What may be said of an angle, and how a measurement becomes a hypothesis."""

from courses.content.sources import (
    ANDERSON_2022,
    HEIDERSCHEIT_2011,
    PETERSON_2022,
    SOUZA_2016,
)
from courses.content.writing import (
    evidence,
    heading,
    key_point,
    one_answer,
    practical,
    right,
    several_answers,
    text,
    wrong,
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
        "<ol><li><b>Listen first.</b> Where, when, since which change in load. Ask "
        "about training before you look for the answer in an angle.</li>"
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
