"""What a new installation needs before anybody visits it."""

from django.conf import settings
from django.core.management.base import BaseCommand

from courses.services import build_course


class Command(BaseCommand):
    help = (
        "Make the home page, the groups and the first course. Give it again after a change of "
        "address or an upgrade: what authors made or changed is left alone."
    )

    def handle(self, *args, **options):
        course = build_course()
        self.stdout.write(f"The site is set up: {settings.SITE_ADDRESS}{course.get_url()}")
