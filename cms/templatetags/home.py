"""Pages that other apps add to: each app brings its own panel, and knows nothing of the others."""

from django import template
from django.utils.safestring import mark_safe
from wagtail import hooks

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context, hook_name: str, *about) -> list[str]:
    """What the hooks of that name return: HTML, or "" for nothing to show."""
    request = context["request"]
    shown = [hook(request, *about) for hook in hooks.get_hooks(hook_name)]
    return [mark_safe(panel) for panel in shown if panel]  # noqa: S308 - rendered by templates
