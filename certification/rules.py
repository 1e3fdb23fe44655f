"""Who may do what in certification: small named predicates."""

from accounts.enums import Role
from accounts.rules import has_role


def may_decide(user) -> bool:
    return has_role(user, Role.DIRECTOR)


def may_decide_on(user, candidate) -> bool:
    return may_decide(user) and user.pk != candidate.pk


def may_see_keys(user) -> bool:
    """Those who write and mark cases know the answers, so they cannot be candidates."""
    return has_role(user, Role.INSTRUCTOR, Role.EXAMINER)


def may_regrade(user) -> bool:
    return has_role(user, Role.EXAMINER)


def may_offer_practicals(user) -> bool:
    return may_see_keys(user)


def may_manage_schemes(user) -> bool:
    """Cut scores and weights are a director's: examiners mark by them."""
    return has_role(user, Role.DIRECTOR)
