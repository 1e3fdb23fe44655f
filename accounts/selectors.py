from allauth.account.adapter import get_adapter
from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Q, QuerySet

from accounts.models import User


def has_mfa(user) -> bool:
    return is_mfa_enabled(user)


def people(*, search: str = "") -> QuerySet[User]:
    """Everyone with an account, by name; ``search`` matches names and addresses."""
    found = User.objects.prefetch_related("role_grants").order_by("name", "email")
    for word in search.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return found


def client_address(request) -> str:
    """Who asks, by network address; behind a proxy the one that the proxy saw."""
    return get_adapter().get_client_ip(request)
