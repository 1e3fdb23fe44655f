"""Roles that see client data, marks or keys must set up a second factor before anything else."""

from django.shortcuts import redirect
from django.urls import reverse

from accounts.rules import must_use_mfa
from accounts.selectors import has_mfa

OPEN_PREFIXES = ("/account/", "/static/", "/health/")


class RequireMfaMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self._must_set_up(request):
            return redirect(f"{reverse('mfa_activate_totp')}")
        return self.get_response(request)

    @staticmethod
    def _must_set_up(request) -> bool:
        if request.path.startswith(OPEN_PREFIXES):
            return False
        return must_use_mfa(request.user) and not has_mfa(request.user)
