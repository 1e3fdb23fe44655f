"""Who may read what."""

from accounts.enums import Role
from accounts.rules import has_role


def may_edit(user, page) -> bool:
    """Authors read their own lessons without enrolling."""
    return user.is_authenticated and page.permissions_for_user(user).can_edit()


def is_staff_of_courses(user) -> bool:
    """Those who run courses are not asked to choose one."""
    return has_role(user, Role.INSTRUCTOR, Role.EXAMINER, Role.DIRECTOR)
