"""The tree every installation starts from, and who looks after the lessons in it."""

from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from accounts.enums import Role
from cms.services import (
    ensure_file_permissions,
    ensure_home_page,
    ensure_page_permissions,
    ensure_settings_permission,
)
from courses.models import CourseIndexPage

# An instructor writes; a director publishes what was reviewed.
INSTRUCTOR_MAY = ("add", "change")
DIRECTOR_MAY = ("add", "change", "publish", "lock", "unlock")


@transaction.atomic
def ensure_site() -> CourseIndexPage:
    """Home page, list of courses, groups and review. Safe to call as often as one likes."""
    home = ensure_home_page()
    index = CourseIndexPage.objects.first() or _add_index(home)
    if home.action_page_id is None:
        home.action_page = index
        home.save_revision().publish()
    ensure_groups()
    return index


def ensure_groups() -> None:
    """Each editing role's group, named as the role, with its rights over the courses."""
    index = CourseIndexPage.objects.get()
    instructors = ensure_page_permissions(
        group_name=Role.INSTRUCTOR.label, page=index, permissions=INSTRUCTOR_MAY
    )
    directors = ensure_page_permissions(
        group_name=Role.DIRECTOR.label, page=index.get_parent(), permissions=DIRECTOR_MAY
    )
    for group in (instructors, directors):
        ensure_file_permissions(group=group)
    ensure_settings_permission(group=directors)
    _ensure_review(index, reviewers=directors)


def _add_index(home) -> CourseIndexPage:
    index = home.add_child(
        instance=CourseIndexPage(
            title="Courses",
            slug="courses",
            introduction=(
                "Each course ends in work that is measured: lessons first, then a practical on "
                "real clips."
            ),
        )
    )
    index.save_revision().publish()
    return index


def _ensure_review(index, *, reviewers) -> None:
    if WorkflowPage.objects.filter(page=index).exists():
        return
    workflow = Workflow.objects.create(name="Clinical review of a lesson")
    task = GroupApprovalTask.objects.create(name="Read by a programme director")
    task.groups.add(reviewers)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=index)
