import logging
import time

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.models import Group
from django.db import transaction

from accounts.enums import Role
from accounts.models import RoleGrant

TOTP_PERIOD_S = 30
logger = logging.getLogger(__name__)


class LastDoorError(ValueError):
    """A director may not shut the door behind themselves; the message says who can."""


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


@transaction.atomic
def withdraw_role(*, user, role: Role) -> None:
    RoleGrant.objects.filter(user=user, role=role).delete()
    user.groups.remove(*Group.objects.filter(name=Role(role).label))
    user.__dict__.pop("role_names", None)


@transaction.atomic
def welcome_user(*, user, name: str) -> None:
    """Whoever makes an account is a learner from then on."""
    rename_user(user=user, name=name)
    grant_role(user=user, role=Role.LEARNER)


def rename_user(*, user, name: str) -> None:
    user.name = " ".join(name.split())
    user.save(update_fields=["name"])


@transaction.atomic
def set_roles(*, user, roles, changed_by) -> None:
    """Give a person exactly these roles.

    Raises ``LastDoorError`` where a director would lock themselves out: another one must do it.
    """
    wanted, held = frozenset(roles), user.role_names
    if user.pk == changed_by.pk and Role.DIRECTOR in held - wanted:
        raise LastDoorError("Another programme director must take this role from you.")
    for role in sorted(wanted - held):
        grant_role(user=user, role=Role(role))
    for role in sorted(held - wanted):
        withdraw_role(user=user, role=Role(role))
    if wanted != held:
        words = ", ".join(sorted(wanted)) or "none"
        logger.info("roles of user %s set to %s by user %s", user.pk, words, changed_by.pk)


def remove_second_factor(*, user) -> bool:
    """Every factor and recovery code of theirs; False where there was none."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    return bool(removed)


@transaction.atomic
def close_account(*, user) -> None:
    """Nobody signs in with it again, and nothing leads to the person but the name on records."""
    user.role_grants.all().delete()
    user.groups.clear()
    remove_second_factor(user=user)
    EmailAddress.objects.filter(user=user).delete()
    user.email = f"closed-{user.pk}@account.invalid"
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
