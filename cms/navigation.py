"""The header's links: who sees what, and which one the reader stands on."""

from dataclasses import dataclass

from accounts.enums import Role
from accounts.rules import has_role

EDITORS = (Role.INSTRUCTOR, Role.DIRECTOR)
CASE_AUTHORS = (Role.INSTRUCTOR, Role.EXAMINER)


@dataclass(frozen=True)
class NavLink:
    title: str
    address: str
    here: bool


def site_links(*, user, path: str) -> list[NavLink]:
    shown = [(title, address) for title, address, is_shown in _links(user) if is_shown]
    # Cases live below the lab's address: the longest match is where the reader stands.
    here = max((a for _, a in shown if path.startswith(a)), key=len, default=None)
    return [NavLink(title, address, address == here) for title, address in shown]


def _links(user):
    signed_in = user.is_authenticated
    return [
        ("Learn" if signed_in else "Courses", "/courses/", True),
        ("Gait lab", "/lab/", signed_in),
        ("Practicals", "/practicals/", signed_in),
        ("Certificates", "/certificates/", has_role(user, Role.LEARNER, Role.THERAPIST)),
        ("Cases", "/lab/cases/", has_role(user, *CASE_AUTHORS)),
        ("Decisions", "/decisions/", has_role(user, Role.DIRECTOR)),
        ("Schemes", "/schemes/", has_role(user, Role.DIRECTOR)),
        ("People", "/people/", has_role(user, Role.DIRECTOR)),
        ("CMS", "/cms/", user.is_staff or has_role(user, *EDITORS)),
        ("Verify a certificate", "/verify/", not signed_in),
    ]
