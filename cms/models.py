"""The site around the courses: its home, plain pages, settings. Fields only."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.blocks import (
    LINE_FEATURES,
    AudienceBlock,
    KeyPointBlock,
    PictureBlock,
    ProseBlock,
    SectionHeadingBlock,
)


class HomePage(Page):
    headline = models.CharField(max_length=120)
    introduction = RichTextField(features=LINE_FEATURES)
    action_text = models.CharField("button", max_length=40, default="See the courses")
    action_page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    audiences = StreamField([("audience", AudienceBlock())], blank=True, max_num=4)
    closing = RichTextField(features=LINE_FEATURES, blank=True)

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("headline"),
                FieldPanel("introduction"),
                FieldPanel("action_text"),
                FieldPanel("action_page"),
            ],
            heading="What a visitor reads first",
        ),
        FieldPanel("audiences"),
        FieldPanel("closing"),
    ]
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    template = "cms/home_page.html"

    class Meta:
        verbose_name = "home page"


class StandardPage(Page):
    introduction = models.TextField(blank=True, max_length=400)
    body = StreamField(
        [
            ("heading", SectionHeadingBlock()),
            ("text", ProseBlock()),
            ("picture", PictureBlock()),
            ("key_point", KeyPointBlock()),
        ],
        blank=True,
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    template = "cms/standard_page.html"

    class Meta:
        verbose_name = "page"


@register_setting(icon="site")
class SiteSettings(BaseGenericSetting):
    footer = RichTextField("words in the footer", features=LINE_FEATURES, blank=True)
    contact_email = models.EmailField(blank=True)

    class Meta:
        verbose_name = "site settings"
