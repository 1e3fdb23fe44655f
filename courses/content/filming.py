"""Lesson 1: filming so that the numbers mean something."""

from courses.content.sources import DINGENEN_2018, SOUZA_2016
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
    right,
    several_answers,
    text,
    wrong,
)

VIEW = (
    heading("h-view", "Choose the view by the question"),
    text(
        "t-view",
        "<p>A single camera sees one plane. Before you reach for the phone, say aloud what you "
        "want to know, and let that choose the view.</p>"
        "<p><b>From the side</b> you see when the foot lands and leaves, where it lands under the "
        "body, how far the knee bends under load and how the trunk is carried. <b>From behind</b> "
        "you see whether the pelvis drops, whether the thigh moves towards the midline and how "
        "wide the runner’s track is. Neither view can stand in for the other: a knee that moves "
        "inwards is invisible from the side, and a shin angle read from behind is not one.</p>"
        "<p>From behind, have the top tucked in, in a colour other than the shorts: the software "
        "reads the pelvis by the waistband, and a hem that hangs over it swings with the trunk.</p>"
        "<p>From the side, measure the leg nearer the camera and no other. The far leg is hidden "
        "for much of the stride, by the near one and by the body’s own width, and software that "
        "shows you a number for it is guessing. If you want both legs, film twice: once from the "
        "left and once from the right, at the same speed, a minute apart.</p>",
    ),
    evidence(
        "e-views",
        "A video assessment of running should hold at least two views at right angles to each "
        "other, from a camera place that can be found again at the next visit.",
        sources=[SOUZA_2016],
        grade="practice",
        limits="An expert’s framework built on the literature, not a trial of camera set-ups.",
    ),
    one_answer(
        "q-far-leg",
        "A runner has pain in her right knee. Your clip shows her from her left side. An app "
        "prints knee flexion at contact for both legs. What do you do about the right knee?",
        wrong(
            "Use the app’s number, since it was computed from the same frames",
            "The same frames hide the far leg behind the near one. The number is a guess that "
            "looks like a measurement.",
        ),
        wrong(
            "Use the left knee’s number for both, since runners are nearly symmetrical",
            "If the legs were alike you would not be asking about one of them. Symmetry is a "
            "finding, never an assumption.",
        ),
        right(
            "Film again from her right side and measure that leg",
            "The near leg is the one a side view can measure. A second clip takes a minute.",
        ),
        wrong(
            "Film from behind, where both knees are visible",
            "From behind you see the frontal plane. Flexion happens in the plane you are looking "
            "along.",
        ),
    ),
)

CAMERA = (
    heading("h-camera", "Height, level, distance"),
    drawing(
        "camera_plan",
        caption="The lens stands at hip height, level, at right angles to the belt, three metres "
        "away or more.",
        alt_text=(
            "Two sketches. From the side: a camera on a tripod at the runner's hip height, three "
            "metres or more away. From above: the camera at right angles to the belt, and a "
            "second camera twenty degrees off, which would read a forty degree segment about two "
            "degrees wrong."
        ),
    ),
    text(
        "t-camera",
        "<p><b>Height.</b> Put the lens at the height of the hip. From lower down, the far side "
        "of the pelvis and the far foot rise in the picture; from above they sink. Neither is "
        "the runner.</p>"
        "<p><b>Level.</b> Roll is the error you can see and forget to look for. A camera tilted "
        "by 2° adds 2° to every angle you read against the vertical or the horizontal: trunk "
        "lean, shank angle, pelvic drop. A joint angle between two segments does not care. Use "
        "the phone’s level, and keep something in the picture that you know to be straight: the "
        "belt’s edge, a door frame.</p>"
        "<p><b>At right angles.</b> Stand so that the optical axis meets the running direction at "
        "90°. Small errors cost little: at 10° off, a segment that leans 40° reads half a degree "
        "wrong; at 20° off it reads 1.7° wrong and the picture begins to show the runner’s chest "
        "or back. That is the moment to move the tripod.</p>"
        "<p><b>Distance.</b> Step back and zoom in. What spoils a picture taken from close by is "
        "perspective: the hip joints lie about 20 cm apart, so from 2 m the far hip is drawn 9 % "
        "smaller than the near one. From 3 m it is 6 %, from 4 m 5 %. Three metres is the "
        "least to accept; zoom with the lens rather than with your feet. The whole runner must "
        "stay in the frame, head to sole, with a hand’s width to spare.</p>",
    ),
    a_number(
        "q-perspective",
        "Your tripod stands 4 m from the near hip. Take the hips as 20 cm apart. By how many per "
        "cent does the far hip appear smaller than the near one?",
        answer=4.8,
        tolerance=0.3,
        unit="%",
        if_low="Size in the picture goes with one over the distance. Compare 4.0 m with 4.2 m.",
        if_high="Check the distances: 4.0 m to the near hip and 4.2 m to the far one.",
        solution=(
            "Size goes with 1 ÷ distance: 4.0 ÷ 4.2 = 0.952, so the far hip is drawn 4.8 % "
            "smaller. The rule of thumb 0.2 ÷ 4 gives 5 %, which is near enough."
        ),
    ),
)

RATE = (
    heading("h-rate", "Frame rate, and the lie of slow motion"),
    text(
        "t-rate",
        "<p>A foot is on the ground for a quarter of a second. At 30 frames a second that is "
        "seven or eight pictures; at 240 it is sixty. For cadence, 30 are enough, because you "
        "count over many strides. For the instant of contact, and so for every angle read at "
        "contact, ask for 120 or more. The next lesson shows what each rate costs.</p>"
        "<p>Phones film fast and then help you by playing slowly. A file marked 30 frames a "
        "second may hold pictures taken 240 times a second. Nothing in the picture tells you, "
        "and every time you read from it is eight times too long.</p>",
    ),
    definition(
        "d-capture",
        "Capture rate",
        "How often the camera took a picture. Time in a running analysis is counted in this "
        "rate’s frames.",
        unit="Hz",
    ),
    definition(
        "d-playback",
        "Playback rate",
        "How often the player shows a picture. In a slow-motion file it is lower than the "
        "capture rate, and says nothing about the runner.",
        unit="Hz",
    ),
    drawing(
        "slow_motion",
        caption="The same 48 frames. Only the capture rate tells you how long the runner took.",
        alt_text=(
            "Two film strips with the same 48 frames. Filmed at 240 hertz they span 0.2 seconds. "
            "Played at 30 hertz they last 1.6 seconds, and 180 steps a minute would be read as "
            "22.5."
        ),
    ),
    text(
        "t-rate-note",
        "<p>Write the capture rate into the clip’s title while you film. When a file has lost its "
        "story, let the runner tell you: people running hold well over 140 steps a minute. A clip "
        "that reads 20 or 40 is slow motion, and the ratio to a plausible cadence gives the "
        "factor.</p>",
    ),
    evidence(
        "e-rate",
        "Cameras of 120 Hz and more give cleaner pictures that are easier to judge.",
        sources=[SOUZA_2016],
        grade="practice",
        limits="Advice on equipment; the arithmetic of frames in the next lesson says how much.",
    ),
    a_number(
        "q-slow-motion",
        "A clip filmed at 240 Hz plays at 30 Hz. Timed on the player, the runner takes 21 steps "
        "a minute. What is the cadence?",
        answer=168,
        tolerance=1,
        unit="spm",
        if_low="The player stretches time. By which factor did it slow the runner down?",
        if_high="The factor is capture rate over playback rate: 240 ÷ 30.",
        solution="Time was stretched 240 ÷ 30 = 8 times, so the cadence is 21 × 8 = 168 spm.",
    ),
)

LIGHT = (
    heading("h-light", "Light is sharpness"),
    drawing(
        "shutter_blur",
        caption="A shoe on a belt at 3 m/s during one exposure.",
        alt_text=(
            "Three drawn shoes with their blur: 50 millimetres at one sixtieth of a second, 12 at "
            "one two-hundred-and-fiftieth, 3 at one thousandth."
        ),
    ),
    text(
        "t-light",
        "<p>Frame rate decides how often a picture is taken; exposure decides how long each one "
        "takes. In a dim room the phone leaves its shutter open, and the foot, the fastest thing "
        "in the picture, becomes a smear. You cannot mark the heel of a smear. Open the blinds, "
        "add a lamp on the camera’s side, never film towards a window, and if your camera app "
        "lets you, fix the exposure at 1/500 s or shorter.</p>",
    ),
    measure_it(
        "m-blur",
        "How short must the exposure be?",
        task="You want to place a point on the heel within 5 mm while the belt carries the shoe "
        "back at 3.2 m/s.",
        steps=[
            "Blur is speed × exposure time, so the longest exposure is 5 mm ÷ 3,200 mm/s.",
            "That is 0.0016 s, or 1/640 s.",
            "In swing the foot moves faster still relative to the camera: take 1/1000 s if the "
            "light allows.",
        ],
        result="1/640 s at most. A lamp is cheaper than a better camera.",
    ),
)

RUNNER = (
    heading("h-runner", "The runner, and enough of her strides"),
    text(
        "t-runner",
        "<p>Let her run for some minutes before you press the button, at a speed she would call "
        "her own, in the shoes she is hurt in; write the speed down, for contact time, step "
        "length and most angles change with it. Ask for a tucked shirt and for shorts or tights "
        "that show the hip and the knee. A dot of bright tape on the outer ankle, the outer knee "
        "and the bony point of the hip costs a minute and removes an argument.</p>"
        "<p>Then film long enough. One stride is an anecdote. Ten to fifteen seconds hold a dozen "
        "strides of each leg.</p>",
    ),
    evidence(
        "e-steps",
        "Frontal and sagittal angles read from 2D video settle after six to seven steps: average "
        "at least seven.",
        sources=[DINGENEN_2018],
        grade="moderate",
        limits="21 recreational runners on a treadmill, measured twice a week apart.",
    ),
    heading("h-consent", "Consent before the camera"),
    text(
        "t-consent",
        "<p>A clip of a person running shows a face, a body and often an injury. Ask before you "
        "film, for each use by itself: <b>care</b>, <b>teaching</b>, <b>research</b>. A yes to "
        "the first is not a yes to the second. Say where the file will lie, who can open it and "
        "when it will be deleted, and that a consent can be taken back on any day without a "
        "reason. For a minor, a guardian agrees and the child is asked too. Film on the clinic’s "
        "device, not on your own, and do not let it travel by messenger.</p>",
    ),
    key_point(
        "k-filming",
        "Hip height, level, at right angles, three metres, bright, fast, a dozen strides, with "
        "consent: a minute of care here is worth more than any software later.",
    ),
    several_answers(
        "q-checklist",
        "You are sent this clip: from the left, 2 m away, level, lens at hip height, 240 Hz and "
        "marked so, sharp, three strides in view, written consent for care. Which of these must "
        "you say about it?",
        wrong(
            "Its times cannot be trusted",
            "The capture rate is high and it is stated: that is what trustworthy times need.",
        ),
        right(
            "Perspective: from 2 m the far hip is drawn 9 % smaller",
            "2.0 m ÷ 2.2 m = 0.91. Lengths and the position of the hip midpoint suffer.",
        ),
        right(
            "Three strides are too few for a stable mean",
            "Seven steps of the leg is the least that the reliability work supports.",
        ),
        right(
            "It may not be shown in your course",
            "Consent was given for care. Teaching is another purpose and needs its own yes.",
        ),
        wrong(
            "Trunk lean cannot be read because of camera roll",
            "The camera is level. Roll would be an error; here there is none.",
        ),
    ),
)

FILMING = Lesson(
    slug="filming",
    title="Filming so that the numbers mean something",
    summary=(
        "After this lesson you can set up a phone so that what is measured on its clip is the "
        "runner and not the camera."
    ),
    reading_minutes=16,
    introduction=(
        "<p>Every number in a running analysis was half decided before anyone measured anything: "
        "by where the camera stood, how often it looked and how much light it had. A good clip "
        "forgives a tired reader. A bad one deceives the best software.</p>"
    ),
    blocks=(*VIEW, *CAMERA, *RATE, *LIGHT, *RUNNER),
)
