"""The header's links: who sees what, and which one the reader stands on."""

from dataclasses import dataclass

from accounts.enums import Role
from accounts.rules import has_role

EDITORS = (Role.INSTRUCTOR, Role.DIRECTOR)
EXAMINERS = (Role.EXAMINER, Role.DIRECTOR)


@dataclass(frozen=True)
class NavLink:
    title: str
    address: str
    here: bool


def site_links(*, user, path: str) -> list[NavLink]:
    return [
        NavLink(title, address, path.startswith(address))
        for title, address, is_shown in _links(user)
        if is_shown
    ]


def _links(user):
    signed_in = user.is_authenticated
    return [
        ("Learn", "/courses/", signed_in),
        ("Gait lab", "/lab/", signed_in),
        ("Practicals", "/practicals/", signed_in),
        ("Examining", "/examining/", has_role(user, *EXAMINERS)),
        ("CMS", "/cms/", user.is_staff or has_role(user, *EDITORS)),
        ("Verify a certificate", "/verify/", not signed_in),
    ]
