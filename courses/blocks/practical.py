from wagtail import blocks

from cms.blocks import LINE_FEATURES


def cases_to_choose() -> list[tuple[str, str]]:
    # Imported here: the gait lab's models may not be loaded yet when blocks are declared.
    from gait_lab.selectors.cases import frozen_cases

    return [(str(case.pk), case.title) for case in frozen_cases()]


class PracticalLinkBlock(blocks.StructBlock):
    """Points at a case by its id: the lesson knows no more of it than that."""

    case_id = blocks.ChoiceBlock(
        choices=cases_to_choose,
        label="Case",
        required=False,
        help_text="Cases whose reference the experts have frozen. Without one, the block leads "
        "to the list of practicals.",
    )
    introduction = blocks.RichTextBlock(features=LINE_FEATURES)

    class Meta:
        icon = "crosshairs"
        label = "Practical"
        description = "Leads to a case to measure."
        template = "courses/blocks/practical_link.html"
        preview_value = {"introduction": "<p>Measure this runner yourself.</p>"}
