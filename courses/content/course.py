"""Running-specialist physical therapy: the course, and the module it opens with."""

from courses.content.angles import ANGLES
from courses.content.events import EVENTS
from courses.content.filming import FILMING
from courses.content.writing import Course, Module

VIDEO_ANALYSIS = Module(
    slug="video-analysis",
    title="Video analysis and gait assessment",
    introduction=(
        "<p>Three lessons, in the order of the work: film, find the instants, measure and read. "
        "Each ends in questions that are graded at once, with a reason for every answer. "
        "After them comes the practical: a clip measured by you and held against the experts’ "
        "measurement.</p>"
    ),
    lessons=(FILMING, EVENTS, ANGLES),
)

COURSE = Course(
    slug="running-specialist-physical-therapy",
    title="Running-specialist physical therapy",
    summary=(
        "Assess runners on video with numbers that carry their error, and say only what those "
        "numbers support."
    ),
    description=(
        "<p>Runners come with a complaint, a training diary and, more and more often, a video. "
        "This course is about the part of the assessment that a camera can serve: what to film, "
        "what to measure, how sure to be, and how to get from a measurement to something worth "
        "trying in the session.</p>"
        "<p>It is written for physical therapists who already examine and treat. It does not "
        "replace the examination; it stops the video from contradicting it.</p>"
    ),
    audience="Licensed physical therapists",
    outcomes=(
        "Set up a camera so that its clip measures the runner",
        "Date initial contact and toe-off by a rule, and state the error of every timing figure",
        "Measure knee, shank, foot and trunk angles by one convention",
        "Tell a change from measurement error",
        "Turn a measurement into a hypothesis that can fail",
    ),
    modules=(VIDEO_ANALYSIS,),
)
