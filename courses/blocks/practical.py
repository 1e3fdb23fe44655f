from wagtail import blocks

from cms.blocks import LINE_FEATURES


class PracticalLinkBlock(blocks.StructBlock):
    """Points at a case by its id: the lesson knows no more of it than that."""

    case_id = blocks.RegexBlock(
        regex=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        label="Case",
        required=False,
        help_text="The case's id, as its page in the gait lab shows it.",
        error_messages={"invalid": "This is not a case's id."},
    )
    introduction = blocks.RichTextBlock(features=LINE_FEATURES)

    class Meta:
        icon = "crosshairs"
        label = "Practical"
        description = "Leads to a case to measure."
        template = "courses/blocks/practical_link.html"
        preview_value = {"introduction": "<p>Measure this runner yourself.</p>"}
