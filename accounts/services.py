from accounts.enums import Role
from accounts.models import RoleGrant


def grant_role(*, user, role: Role) -> RoleGrant:
    grant, _ = RoleGrant.objects.get_or_create(user=user, role=role)
    user.__dict__.pop("role_names", None)
    return grant
