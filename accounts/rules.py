"""Who may do what: small named predicates."""

from accounts.enums import MFA_ROLES, Role


def has_role(user, *roles: Role) -> bool:
    return user.is_authenticated and bool(user.role_names.intersection(roles))


def must_use_mfa(user) -> bool:
    return user.is_authenticated and (user.is_staff or has_role(user, *MFA_ROLES))


def may_grant_roles(user) -> bool:
    return has_role(user, Role.DIRECTOR)
