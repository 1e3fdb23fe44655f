"""Knowledge checks. What is right, and why, is graded on the server and never sent ahead."""

from django.core.exceptions import ValidationError
from wagtail import blocks

from cms.blocks import LINE_FEATURES


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=300)
    is_correct = blocks.BooleanBlock(required=False, label="This is right")
    rationale = blocks.TextBlock(
        rows=2, help_text="Why it is right or wrong. Shown after it was chosen, never before."
    )

    class Meta:
        icon = "radio-full"
        label_format = "{text}"


def _choice_errors(value, *, least_right: int, most_right: int) -> str:
    options = list(value["options"])
    right = sum(bool(option["is_correct"]) for option in options)
    if right < least_right:
        return "Mark at least one option as right."
    if right > most_right:
        return "Mark one option only as right, or use a question with several answers."
    if right == len(options):
        return "Add at least one option that is not right."
    return ""


class _ChoiceBlock(blocks.StructBlock):
    question = blocks.RichTextBlock(features=LINE_FEATURES)
    options = blocks.ListBlock(OptionBlock(), min_num=2, max_num=8)

    most_right = 1

    def clean(self, value):
        cleaned = super().clean(value)
        error = _choice_errors(cleaned, least_right=1, most_right=self.most_right)
        if error and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(
                block_errors={"options": ValidationError(error)}
            )
        return cleaned


def _preview(*options):
    return {
        "question": "<p>Which instant starts stance?</p>",
        "options": [
            {"text": text, "is_correct": right, "rationale": "Because."} for text, right in options
        ],
    }


class SingleChoiceBlock(_ChoiceBlock):
    class Meta:
        icon = "radio-full"
        label = "Question: one answer"
        description = "One option is right. Graded on the server, with a reason for each option."
        template = "courses/blocks/knowledge_check.html"
        preview_value = _preview(("Initial contact", True), ("Toe-off", False))


class MultipleChoiceBlock(_ChoiceBlock):
    most_right = 8

    class Meta:
        icon = "tick"
        label = "Question: several answers"
        description = "All right options, and no other, must be chosen."
        template = "courses/blocks/knowledge_check.html"
        preview_value = _preview(
            ("Initial contact", True), ("Toe-off", True), ("The lowest ankle", False)
        )


class NumericBlock(blocks.StructBlock):
    question = blocks.RichTextBlock(features=LINE_FEATURES)
    answer = blocks.FloatBlock()
    tolerance = blocks.FloatBlock(min_value=0, help_text="Right within this, on either side.")
    unit = blocks.CharBlock(max_length=20, required=False)
    if_low = blocks.TextBlock(rows=2, help_text="Said when the answer given is too low.")
    if_high = blocks.TextBlock(rows=2, help_text="Said when the answer given is too high.")
    solution = blocks.TextBlock(rows=3, help_text="How it is worked out. Shown once it is right.")

    class Meta:
        icon = "order"
        label = "Question: a number"
        description = "A number with its unit, right within a tolerance."
        template = "courses/blocks/knowledge_check.html"
        form_layout = blocks.BlockGroup(
            children=[
                "question",
                blocks.BlockGroup(["answer", "tolerance", "unit"], heading="Key"),
                blocks.BlockGroup(["if_low", "if_high", "solution"], heading="Feedback"),
            ]
        )
        preview_value = {
            "question": "<p>180 steps a minute. How long is a stride?</p>",
            "answer": 667,
            "tolerance": 1,
            "unit": "ms",
            "if_low": "That is one step.",
            "if_high": "Two steps make a stride.",
            "solution": "120 / 180 = 0.667 s.",
        }
