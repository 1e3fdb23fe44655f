from django.core.exceptions import ValidationError
from wagtail import blocks

from cms.blocks import LINE_FEATURES
from courses.enums import EvidenceGrade


class SourceBlock(blocks.StructBlock):
    authors = blocks.CharBlock(max_length=120)
    year = blocks.IntegerBlock(min_value=1850, max_value=2100)
    title = blocks.CharBlock(max_length=300)
    journal = blocks.CharBlock(max_length=120, required=False)
    doi = blocks.RegexBlock(
        regex=r"^10\.\d{4,9}/\S+$",
        error_messages={"invalid": "Give the bare DOI, such as 10.1007/s40279-024-01997-3."},
        required=False,
    )
    address = blocks.URLBlock(required=False, help_text="Where a source without a DOI is found.")

    def clean(self, value):
        cleaned = super().clean(value)
        if not (cleaned.get("doi") or cleaned.get("address")) and not self.is_deferred_validation:
            raise blocks.StructBlockValidationError(
                block_errors={"doi": ValidationError("A source needs a DOI or an address.")}
            )
        return cleaned

    class Meta:
        icon = "doc-full"
        label_format = "{authors} {year}"


class EvidenceValue(blocks.StructValue):
    @property
    def grade_label(self) -> str:
        return EvidenceGrade(self["grade"]).label if self["grade"] else ""


class EvidenceBlock(blocks.StructBlock):
    claim = blocks.RichTextBlock(features=LINE_FEATURES)
    sources = blocks.ListBlock(SourceBlock(), min_num=1)
    grade = blocks.ChoiceBlock(choices=EvidenceGrade.choices)
    reviewed_on = blocks.DateBlock(help_text="When someone last held the claim to its sources.")
    limits = blocks.TextBlock(
        required=False, rows=2, help_text="Who was studied, and what does not follow from it."
    )

    class Meta:
        icon = "openquote"
        label = "Evidence"
        description = "A claim with its sources, how strong it is and when it was last reviewed."
        template = "courses/blocks/evidence.html"
        value_class = EvidenceValue
        form_layout = blocks.BlockGroup(
            children=["claim", "grade", "sources", "limits"], settings=["reviewed_on"]
        )
        preview_value = {
            "claim": "<p>Time on the ground says nothing about running economy.</p>",
            "grade": EvidenceGrade.MODERATE,
            "reviewed_on": "2026-11-01",
            "sources": [
                {
                    "authors": "Van Hooren et al.",
                    "year": 2024,
                    "title": "Running biomechanics and running economy",
                    "doi": "10.1007/s40279-024-01997-3",
                }
            ],
        }
