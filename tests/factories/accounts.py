from accounts.enums import MFA_ROLES, Role
from accounts.models import User
from accounts.services import grant_role, set_up_totp


def make_user(name: str, *roles: str, mfa: bool = True) -> User:
    """A user with the roles; those whose role demands it get a second factor."""
    email = f"{name.split()[0].lower()}@example.org"
    user = User.objects.create_user(email, "correct horse", name=name)
    for role in roles:
        grant_role(user=user, role=Role(role))
    if mfa and MFA_ROLES.intersection(roles):
        set_up_totp(user=user)
    return user
