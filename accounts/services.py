from django.contrib.auth.models import Group
from django.db import transaction

from accounts.enums import Role
from accounts.models import RoleGrant


@transaction.atomic
def grant_role(*, user, role: Role) -> RoleGrant:
    """A role is also a group of the same name: what it may do in the CMS hangs on the group."""
    grant, _ = RoleGrant.objects.get_or_create(user=user, role=role)
    group, _ = Group.objects.get_or_create(name=Role(role).label)
    user.groups.add(group)
    user.__dict__.pop("role_names", None)
    return grant
