from allauth.mfa.utils import is_mfa_enabled


def has_mfa(user) -> bool:
    return is_mfa_enabled(user)
