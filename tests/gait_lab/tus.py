"""A browser that sends a clip in pieces."""

import base64

import pytest
from django.urls import reverse

pytestmark = pytest.mark.services


SAID = {"subject": "drawn", "ground": "no_person", "view": "side", "title": "My clip"}


class Tus:
    def __init__(self, client):
        self.client = client

    def create(self, length, said=SAID):
        metadata = ",".join(
            f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items()
        )
        return self.client.post(
            reverse("gait_lab:uploads"),
            headers={"Upload-Length": str(length), "Upload-Metadata": metadata},
        )

    def patch(self, address, offset, body, content_type="application/offset+octet-stream"):
        return self.client.patch(
            address,
            body,
            content_type=content_type,
            # Django's client leaves the type out where there is no body.
            headers={"Upload-Offset": str(offset), "Content-Type": content_type},
        )


def uploaded_files(settings):
    return [path.name for path in settings.UPLOAD_DIR.glob("*")]
