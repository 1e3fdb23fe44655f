from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

from cms.blocks import LINE_FEATURES

TABLE_OPTIONS = {
    "language": "en-US",
    "minSpareRows": 0,
    "startRows": 3,
    "startCols": 3,
    "rowHeaders": True,
    "colHeaders": True,
    "contextMenu": True,
    "editor": "text",
    "stretchH": "all",
    "height": 216,
    "autoColumnSize": False,
}


class DefinitionBlock(blocks.StructBlock):
    term = blocks.CharBlock(max_length=80)
    meaning = blocks.RichTextBlock(features=LINE_FEATURES)
    unit = blocks.CharBlock(max_length=20, required=False)

    class Meta:
        icon = "bars"
        label = "Definition"
        description = "A word and its exact meaning; collected in the course's glossary."
        template = "courses/blocks/definition.html"
        preview_value = {
            "term": "Initial contact",
            "meaning": "<p>The first instant the foot is on the ground.</p>",
        }


class MeasureItBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80)
    task = blocks.RichTextBlock(features=LINE_FEATURES)
    table = TableBlock(table_options=TABLE_OPTIONS, required=False)
    steps = blocks.ListBlock(blocks.RichTextBlock(features=LINE_FEATURES), min_num=1)
    result = blocks.RichTextBlock(features=LINE_FEATURES)

    class Meta:
        icon = "edit"
        label = "Measure it"
        description = "A worked example: the data, the steps, the result with its error."
        template = "courses/blocks/measure_it.html"
        preview_value = {
            "title": "Cadence from four contacts",
            "task": "<p>The left foot lands four times.</p>",
            "steps": ["<p>Take the differences.</p>", "<p>Average them, then invert.</p>"],
            "result": "<p>171 steps a minute.</p>",
        }
