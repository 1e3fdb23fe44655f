"""Lesson 2: from contact to toe-off, frame by frame."""

from courses.content.sources import FELLIN_2010, HANDSAKER_2016, VAN_HOOREN_2024
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

INSTANTS = (
    heading("h-instants", "Two instants decide the rest"),
    drawing(
        "stance_phases",
        caption="One stride of the left leg. Two flights are what makes it running.",
        alt_text=(
            "Five drawn postures from initial contact of the left foot over mid-stance, toe-off "
            "and mid-swing to its next contact. Bars below show left stance, flight, right "
            "stance and flight again."
        ),
    ),
    definition("d-ic", "Initial contact", "The first instant the foot is on the ground."),
    definition("d-to", "Toe-off", "The first instant the foot is off the ground again."),
    definition(
        "d-stance",
        "Stance",
        "From initial contact up to, and not including, toe-off. The rest of the stride is swing.",
    ),
    definition(
        "d-stride",
        "Step and stride",
        "A step runs from one foot’s contact to the other foot’s; a stride from a foot’s contact "
        "to the next contact of the same foot. Two steps make a stride.",
    ),
    text(
        "t-instants",
        "<p>Every timing figure is a difference between two such instants, and every angle “at "
        "contact” is read at one. If you date the contact three frames late, no care with the "
        "points will bring the knee angle back: the knee has moved on.</p>"
        "<p>Running is recognised by its flights. If the second foot lands before the first has "
        "left, you are watching a walk, and this lesson’s names for the phases do not fit it. "
        "Mid-stance we take where the knee is most bent under load; from behind, where the "
        "pelvis is lowest.</p>",
    ),
)

CONTACT = (
    heading("h-contact", "Finding initial contact"),
    text(
        "t-contact",
        "<p>Step forward frame by frame until the foot is plainly on the ground, then go back "
        "until it is plainly in the air. The contact lies between. Now look at three things, in "
        "this order.</p>"
        "<ol><li><b>The gap.</b> Where is there last daylight, or a last sliver of shadow, "
        "between the sole and the belt? Look at the part that lands first: the heel’s outer edge "
        "in most runners, the outer ball of the foot in some.</li>"
        "<li><b>The speed.</b> A foot in the air moves against the belt; a foot on the ground is "
        "carried by it. From the contact on, the shoe travels back by the same distance in every "
        "frame.</li>"
        "<li><b>The shoe.</b> The midsole gives a little and the upper wrinkles. That is load, "
        "and it comes a frame or two after the touch: it confirms the contact but does not date "
        "it.</li></ol>"
        "<p>Date the contact to the <b>first frame that shows the foot on the ground</b>. Do it "
        "for at least seven strides, and do it the same way every time. A rule kept is worth more "
        "than a keen eye.</p>",
    ),
    one_answer(
        "q-contact",
        "At 120 Hz, frame 411 shows a thin line of light under the heel. In frame 412 the heel "
        "touches and the forefoot is up. In frame 414 the midsole visibly compresses. In frame "
        "420 the foot is flat. Which frame is initial contact?",
        wrong("411", "There is light under the heel: the foot is still in the air."),
        right("412", "The first frame that shows any part of the foot on the ground."),
        wrong(
            "414",
            "Compression shows load. It confirms the contact two frames after it happened.",
        ),
        wrong(
            "420",
            "Flat foot is an event of its own, here 67 ms later. Angles read there are not angles "
            "at contact.",
        ),
    ),
    heading("h-late", "Why the lowest ankle is the wrong instant"),
    text(
        "t-late",
        "<p>A tempting rule, and one that several apps use, is to take the moment when the ankle "
        "is lowest in the picture. It is easy to compute, and it is late. The foot lands, the "
        "heel stops falling, and the ankle keeps sinking while the shoe compresses and the foot "
        "comes flat. The lowest point belongs to loading.</p>"
        "<p>What does change at the contact itself is acceleration: the falling heel, or in "
        "forefoot runners the ball of the foot, is stopped within a few milliseconds. Methods "
        "that look for that jolt are close to the truth.</p>",
    ),
    drawing(
        "contact_signals",
        caption="Drawn, not measured: the ankle goes on sinking after the foot has landed; the "
        "heel’s vertical acceleration peaks where it lands.",
        alt_text=(
            "Two curves over time. Ankle height falls, flattens when the foot lands and reaches "
            "its lowest point clearly later. The heel's vertical acceleration has a sharp peak "
            "at the landing."
        ),
    ),
    evidence(
        "e-fellin",
        "Dating contact by the heel marker’s lowest point, or by the sign change of its vertical "
        "velocity, misses the force plate’s contact by 22 to 25 ms. Dating toe-off by peak knee "
        "extension misses by 5 ms.",
        sources=[FELLIN_2010],
        grade="moderate",
        limits="40 recreational runners at 3.35 m/s, markers and force plates; absolute errors.",
    ),
    evidence(
        "e-handsaker",
        "The peak of vertical acceleration of heel or forefoot, whichever comes first, dates "
        "contact to +3 ms (95 % of cases from −12 to +18 ms).",
        sources=[HANDSAKER_2016],
        grade="moderate",
        limits="Markers at 250 Hz, several speeds and strike types. A camera sees less.",
    ),
    measure_it(
        "m-late",
        "What 22 milliseconds cost",
        task="The belt runs at 3.0 m/s. The runner’s leg is 0.90 m long. Contact is dated 22 ms "
        "late. How wrong is the distance from foot to hip?",
        steps=[
            "In that time the belt carries the foot back by 3.0 m/s × 0.022 s = 0.066 m.",
            "Against a leg of 0.90 m that is 7.3 % of leg length.",
            "Every runner measured this way seems to land closer to the body than she does.",
        ],
        result="6.6 cm, or 7 % of leg length: as much as the whole difference one hopes to see.",
    ),
    a_number(
        "q-late",
        "A belt runs at 2.8 m/s and the contact is dated 25 ms late. By how many centimetres is "
        "the foot drawn too close to the body?",
        answer=7.0,
        tolerance=0.2,
        unit="cm",
        if_low="Distance is speed × time. Mind the units: 25 ms are 0.025 s.",
        if_high="2.8 m/s × 0.025 s, then metres into centimetres.",
        solution="2.8 m/s × 0.025 s = 0.070 m = 7.0 cm.",
    ),
)

TIMING = (
    heading("h-toe-off", "Finding toe-off"),
    text(
        "t-toe-off",
        "<p>Toe-off is harder: the shoe leaves by rolling over a toe that is soft and, in the "
        "picture, blurred. Look for the last contact of the toe’s tip, and date toe-off to the "
        "<b>first frame that shows it off the ground</b>. When the toe is unreadable, watch the "
        "knee. It extends through late stance and is straightest within a frame or so of "
        "toe-off; hip, knee and ankle are large and easy to see.</p>",
    ),
    heading("h-numbers", "From instants to numbers"),
    text(
        "t-numbers",
        "<p>Four figures follow by subtraction. <b>Ground contact time</b> is toe-off minus "
        "contact. <b>Stride time</b> is contact to next contact. <b>Duty factor</b> is contact "
        "time over stride time: below 50 % there is flight. <b>Cadence</b> is 120 over the stride "
        "time in seconds, for two steps make a stride: average the times first and invert last, "
        "or the short strides count for too much. When only one leg can be measured, the mean "
        "<b>flight time</b> is half of what two contacts leave over: (stride − 2 × contact) ÷ "
        "2.</p>",
    ),
    measure_it(
        "m-timing",
        "Four contacts of a left foot",
        task="Filmed at 120 Hz. Frames are counted from the start of the clip.",
        table=[
            ["Stride", "Contact", "Toe-off", "Next contact"],
            ["1", "12", "45", "96"],
            ["2", "96", "129", "181"],
            ["3", "181", "213", "265"],
        ],
        steps=[
            "Contact lasts 33, 33 and 32 frames: mean 32.67 frames ÷ 120 Hz = 272 ms.",
            "Strides last 84, 85 and 84 frames: mean 84.33 frames = 703 ms.",
            "Cadence: 120 ÷ 0.703 s = 171 steps a minute.",
            "Duty factor: 272 ÷ 703 = 38.7 %. Flight: (703 − 2 × 272) ÷ 2 = 79 ms.",
        ],
        result="171 spm, 272 ms on the ground, 39 % duty factor. Three strides are too few to "
        "report; the arithmetic is the same with a dozen.",
    ),
)

ERROR = (
    heading("h-frames", "What frames can tell, and what they cannot"),
    drawing(
        "frame_clock",
        caption="A landing between two frames is dated to the later one. Move the sliders to see "
        "by how much.",
        alt_text=(
            "A row of frames over a time axis of 200 milliseconds. The foot lands between two "
            "frames and is first seen on the ground in the next one, 11 milliseconds later at 60 "
            "frames a second."
        ),
    ),
    text(
        "t-frames",
        "<p>The landing hides between two frames, so each event is late by something between "
        "nothing and one frame. A contact time is the difference of two such events. Its random "
        "error has a standard deviation of one frame period divided by √6. One step’s contact "
        "time is therefore known to ±26.7 ms at 30 Hz, ±13.3 ms at 60 Hz, ±6.7 ms at 120 Hz and "
        "±3.3 ms at 240 Hz (95 %).</p>"
        "<p>Averaging helps, with the square root of the number of steps: the mean of twenty is "
        "good to ±6.0, ±3.0, ±1.5 and ±0.7 ms. Even 30 Hz will do for cadence, and with patience "
        "for a mean contact time. It will not do for an angle at contact in a single step, when "
        "the foot may have travelled 10 cm since the frame before.</p>",
    ),
    key_point(
        "k-bias",
        "Averaging removes the noise of frames. It never removes the bias of a wrong definition.",
    ),
    a_number(
        "q-averaging",
        "At 120 Hz one contact time is known to ±6.7 ms. To what is the mean of 16 steps known, "
        "as far as frames are concerned?",
        answer=1.7,
        tolerance=0.1,
        unit="ms",
        if_low="Random error shrinks with the square root of the number of steps, not with it.",
        if_high="Divide by the square root of 16.",
        solution="6.7 ms ÷ √16 = 6.7 ÷ 4 = 1.7 ms.",
    ),
    several_answers(
        "q-which-shrink",
        "You go from 5 strides to 20. Which of these errors become smaller?",
        right(
            "The chance of where a landing falls between two frames",
            "It differs from stride to stride and averages out.",
        ),
        wrong(
            "A habit of dating contact when the shoe compresses",
            "Every stride is late by the same sign. Twenty late strides have a late mean.",
        ),
        right(
            "An unsteady hand that dates some contacts early and some late",
            "Random in sign, so the mean improves.",
        ),
        wrong(
            "A capture rate of 240 Hz entered as 120 Hz",
            "Every time is doubled, however many there are.",
        ),
    ),
    heading("h-meaning", "What a contact time means"),
    text(
        "t-meaning",
        "<p>You will be asked whether a contact time is good. The number describes a style and a "
        "speed: people spend less time on the ground as they run faster, and two economical "
        "runners may differ by a great deal. It is worth having as a baseline, to compare a "
        "runner with herself at the same speed, and together with cadence to say what kind of "
        "runner you are looking at.</p>",
    ),
    evidence(
        "e-economy",
        "Contact time says next to nothing about running economy: pooled r = −0.02 (95 % CI "
        "−0.15 to 0.12).",
        sources=[VAN_HOOREN_2024],
        grade="moderate",
        limits="51 observational studies, 1,115 people. Association across runners, not the "
        "effect of changing one.",
    ),
)

EVENTS = Lesson(
    slug="contact-and-toe-off",
    title="From contact to toe-off, frame by frame",
    summary=(
        "After this lesson you can date initial contact and toe-off by a rule, turn them into "
        "timing figures and say how far each figure can be trusted."
    ),
    reading_minutes=17,
    introduction=(
        "<p>Nothing in a running analysis is looked at so briefly, and matters so much, as the "
        "frame in which the foot lands. This lesson gives you a rule for finding it, and the "
        "arithmetic of what the rule can and cannot do.</p>"
    ),
    blocks=(*INSTANTS, *CONTACT, *TIMING, *ERROR),
)
