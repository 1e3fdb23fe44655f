import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group
from django.db import transaction

from accounts.enums import Role
from accounts.models import RoleGrant

TOTP_PERIOD_S = 30


@transaction.atomic
def grant_role(*, user, role: Role) -> RoleGrant:
    """A role is also a group of the same name: what it may do in the CMS hangs on the group."""
    grant, _ = RoleGrant.objects.get_or_create(user=user, role=role)
    user.groups.add(Group.objects.get_or_create(name=Role(role).label)[0])
    user.__dict__.pop("role_names", None)
    return grant


def set_up_totp(*, user) -> Authenticator:
    """A second factor made here, for accounts that no person sets up: demo and tests."""
    secret = get_adapter().encrypt(totp.generate_totp_secret())
    return Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": secret}
    )


def current_totp_code(*, user) -> str | None:
    """The code an authenticator app would show now; None without a second factor."""
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if factor is None:
        return None
    secret = get_adapter().decrypt(factor.data["secret"])
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // TOTP_PERIOD_S))
