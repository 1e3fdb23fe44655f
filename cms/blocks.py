"""Blocks that any page of the site may use."""

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

PROSE_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "superscript", "subscript"]
LINE_FEATURES = ["bold", "italic", "link", "superscript", "subscript"]


class ProseBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(**{"features": PROSE_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = "Text"
        description = "Running text with sub-headings, lists and links."
        template = "cms/blocks/prose.html"
        preview_value = "<p>The foot lands, the leg takes the load, the body passes over it.</p>"


class SectionHeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = "Section heading"
        description = "Starts a section and appears in the list of contents."
        template = "cms/blocks/section_heading.html"
        preview_value = "Where the foot lands"


class KeyPointBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(features=LINE_FEATURES, help_text="One thought, two sentences.")

    class Meta:
        icon = "pick"
        label = "Key point"
        description = "The one sentence a reader should keep."
        template = "cms/blocks/key_point.html"
        preview_value = {"text": "<p>A number without its error is an opinion.</p>"}


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    alt_text = blocks.CharBlock(
        help_text="What the picture shows to someone who cannot see it.", max_length=300
    )
    caption = blocks.RichTextBlock(features=LINE_FEATURES, required=False)
    credit = blocks.CharBlock(required=False, help_text="Who made it, and its licence.")

    class Meta:
        icon = "image"
        label = "Picture"
        description = "A picture with caption, alternative text and credit."
        template = "cms/blocks/picture.html"
        form_layout = blocks.BlockGroup(
            children=["image", "alt_text", "caption"], settings=["credit"]
        )


class AudienceBlock(blocks.StructBlock):
    """One group of readers on the home page, and where it goes from here."""

    title = blocks.CharBlock(max_length=60)
    text = blocks.RichTextBlock(features=LINE_FEATURES)
    link_text = blocks.CharBlock(max_length=40, required=False)
    link_page = blocks.PageChooserBlock(required=False)
    link_address = blocks.CharBlock(
        required=False,
        max_length=200,
        help_text="An address on this site that is not a page, such as /verify/.",
    )

    class Meta:
        icon = "group"
        label = "For whom"
        description = "A group of readers and where it goes from here."
        template = "cms/blocks/audience.html"
        preview_value = {"title": "For clinics", "text": "<p>Measure what you see.</p>"}
