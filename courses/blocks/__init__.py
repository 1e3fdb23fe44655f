"""What a lesson is made of."""

from wagtail import blocks

from cms.blocks import KeyPointBlock, PictureBlock, ProseBlock, SectionHeadingBlock
from courses.blocks.checks import MultipleChoiceBlock, NumericBlock, SingleChoiceBlock
from courses.blocks.evidence import EvidenceBlock
from courses.blocks.figures import ClipBlock, DrawnFigureBlock
from courses.blocks.measuring import DefinitionBlock, MeasureItBlock
from courses.blocks.practical import PracticalLinkBlock

CHECK_BLOCKS = {
    "single_choice": "single",
    "multiple_choice": "multiple",
    "numeric": "numeric",
}


class LessonBody(blocks.StreamBlock):
    heading = SectionHeadingBlock(group="Text")
    text = ProseBlock(group="Text")
    key_point = KeyPointBlock(group="Text")
    definition = DefinitionBlock(group="Text")
    evidence = EvidenceBlock(group="Text")
    figure = DrawnFigureBlock(group="To look at")
    picture = PictureBlock(group="To look at")
    clip = ClipBlock(group="To look at")
    measure_it = MeasureItBlock(group="To do")
    single_choice = SingleChoiceBlock(group="To do")
    multiple_choice = MultipleChoiceBlock(group="To do")
    numeric = NumericBlock(group="To do")
    practical = PracticalLinkBlock(group="To do")


__all__ = ["CHECK_BLOCKS", "LessonBody"]
