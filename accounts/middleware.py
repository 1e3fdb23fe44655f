"""Who must sign in, and with a second factor, before any view runs."""

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse

from accounts.rules import must_use_mfa
from accounts.selectors import has_mfa

SIGNED_IN_PREFIXES = ("/cms/", "/documents/", "/_util/")
OPEN_PREFIXES = ("/account/", "/static/", "/health/")


class RequireSignInMiddleware:
    """Wagtail's own door answers some addresses to strangers; ours answers none."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(SIGNED_IN_PREFIXES) and not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return self.get_response(request)


class RequireMfaMiddleware:
    """Roles that see client data, marks or keys set up a second factor first."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self._must_set_up(request):
            return redirect(reverse("mfa_activate_totp"))
        return self.get_response(request)

    @staticmethod
    def _must_set_up(request) -> bool:
        if request.path.startswith(OPEN_PREFIXES):
            return False
        return must_use_mfa(request.user) and not has_mfa(request.user)
