"""Things to look at: our own drawings, which follow light and dark, and clips."""

from django.db import models
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks import LINE_FEATURES


class Drawing(models.TextChoices):
    """One drawing each in ``templates/courses/figures/``; some answer to sliders."""

    CAMERA_PLAN = "camera_plan", "Camera: height, distance and angle"
    SHUTTER_BLUR = "shutter_blur", "Light: exposure time and blur"
    SLOW_MOTION = "slow_motion", "Slow motion: capture rate and playback rate"
    STANCE_PHASES = "stance_phases", "The running stride and its phases"
    CONTACT_SIGNALS = "contact_signals", "Why the lowest ankle is late"
    FRAME_CLOCK = "frame_clock", "Frames and instants (interactive)"
    JOINT_ANGLES = "joint_angles", "Angle conventions (interactive)"
    FOOT_STRIKE = "foot_strike", "Foot-strike angle against the flat foot"
    CHANGE_AND_ERROR = "change_and_error", "A change against measurement error"


class DrawingValue(blocks.StructValue):
    @property
    def template(self) -> str:
        # The name becomes part of a path, so only our own will do; a draft may have none yet.
        name = self["drawing"] if self["drawing"] in Drawing.values else "_none_yet"
        return f"courses/figures/{name}.html"


class DrawnFigureBlock(blocks.StructBlock):
    drawing = blocks.ChoiceBlock(choices=Drawing.choices)
    caption = blocks.RichTextBlock(features=LINE_FEATURES)
    alt_text = blocks.TextBlock(
        rows=2, help_text="What the drawing shows to someone who cannot see it."
    )

    class Meta:
        icon = "view"
        label = "Drawing"
        description = "One of our own drawings, light and dark; two can be moved with sliders."
        template = "courses/blocks/drawn_figure.html"
        value_class = DrawingValue
        preview_value = {
            "drawing": Drawing.JOINT_ANGLES,
            "caption": "<p>Knee flexion is thigh angle less shank angle.</p>",
            "alt_text": "A leg with its angles.",
        }


class ClipBlock(blocks.StructBlock):
    video = DocumentChooserBlock(help_text="An MP4 file (H.264).")
    captions = DocumentChooserBlock(
        required=False, help_text="WebVTT captions. Needed when anyone speaks."
    )
    poster = ImageChooserBlock(required=False)
    caption = blocks.RichTextBlock(features=LINE_FEATURES)
    transcript = blocks.TextBlock(
        help_text="What is seen and said, for those who cannot watch or hear it."
    )

    class Meta:
        icon = "media"
        label = "Clip"
        description = (
            "A video with caption and transcript; only learners of the course can open it."
        )
        template = "courses/blocks/clip.html"
        form_layout = blocks.BlockGroup(
            children=["video", "caption", "transcript"], settings=["captions", "poster"]
        )
