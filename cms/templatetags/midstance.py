"""Small pieces every page draws with: icons, and links that know where the reader is."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name: str, *, label: str = "", size: str = "") -> str:
    """``{% icon "upload" %}``: decoration, unless a label gives it a meaning of its own."""
    classes = f"icon icon--{size}" if size else "icon"
    href = f"{static('midstance/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>',
            classes,
            label,
            href,
        )
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"/></svg>', classes, href
    )


@register.inclusion_tag("_breadcrumbs.html")
def breadcrumbs(*steps: str):
    """``{% breadcrumbs "Gait lab" lab_url "Tuesday clip" %}``: title, address … title here."""
    links = [(title, steps[i + 1]) for i, title in enumerate(steps[:-1]) if i % 2 == 0]
    return {"links": links, "here": steps[-1]}


@register.filter
def minus(number: str) -> str:
    """``{{ value|floatformat:1|minus }}``: a written number with its sign as printers set it."""
    return str(number).replace("-", "−")


@register.filter
def split(words: str) -> list[str]:
    return words.split()
