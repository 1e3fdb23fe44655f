"""What a browser asks of the lab and what it gets."""

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_folder")]


def page_of(response) -> str:
    return response.content.decode()


def address(name, thing):
    return reverse(f"gait_lab:{name}", args=[thing.pk])
