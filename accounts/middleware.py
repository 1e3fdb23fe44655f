"""Who must sign in, and with a second factor, before any view runs; what stays of the answer."""

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

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


class KeepPagesPrivateMiddleware:
    """A signed-in person's pages are not left behind in the browser of a shared tablet."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response
