"""What a browser asks of a lesson and what it gets."""

from django.urls import reverse

HTMX = {"HX-Request": "true"}


def answer_url(lesson, check):
    return reverse("courses:answer", args=[lesson.pk, check.block_id])


def html(response) -> str:
    return response.content.decode()
