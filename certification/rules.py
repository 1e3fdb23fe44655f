"""Who may do what in certification: small named predicates."""

from accounts.enums import Role
from accounts.rules import has_role


def may_decide(user) -> bool:
    return has_role(user, Role.DIRECTOR)


def may_decide_on(user, candidate) -> bool:
    return may_decide(user) and user.pk != candidate.pk
