"""What a browser does with a practical, and what it must never be sent."""

from django.urls import reverse

from gait_lab.selectors.cases import frozen_reference
from tests.factories.cases import CANARY


def url(name, *args):
    return reverse(f"certification:{name}", args=args)


def attempt_urls(attempt):
    return [
        ("get", url("attempt", attempt.pk)),
        ("get", url("workbench", attempt.pk)),
        ("get", url("attempt_still", attempt.pk, 20)),
        ("post", url("save_work", attempt.pk)),
        ("post", url("submit_work", attempt.pk)),
        ("post", url("regrade", attempt.pk)),
    ]


def statuses(client, urls):
    return [getattr(client, method)(address).status_code for method, address in urls]


def post_json(client, address, body):
    return client.post(address, body, content_type="application/json")


def secrets_of(case) -> list[str]:
    """Values that would give something away, as they would look in a page."""
    reference = frozen_reference(case)
    values = reference.values
    return [
        str(CANARY),
        str(reference.pk),
        str(case.analysis_id),
        str(case.analysis.recording_id),
        "machine",
        "full_band",
        "zero_band",
        "by_frame",
        "disagreement",
        values["knee_flexion_deg"]["source"][:40],
        case.analysis.landmarks.name,
        "confidence",
    ]
