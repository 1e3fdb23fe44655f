"""The signed-in home page: each app adds its own panel, and knows nothing of the others."""

from django import template
from django.utils.safestring import mark_safe
from wagtail import hooks

register = template.Library()


@register.simple_tag(takes_context=True)
def home_panels(context) -> list[str]:
    """What the hooks named ``midstance_home_panel`` return: HTML, or "" for nothing to show."""
    request = context["request"]
    panels = [hook(request) for hook in hooks.get_hooks("midstance_home_panel")]
    return [mark_safe(panel) for panel in panels if panel]  # noqa: S308 - rendered by templates
