"""The CMS under ``/cms/`` gets a content policy of its own; the rest of the site stays strict."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.utils import build_policy
from django.conf import settings

CMS_PREFIX = "/cms/"

# Wagtail's date and time pickers start from a script beside their field, and its editors set
# styles on elements. Previews are framed by the editor that asks for them.
CMS_EXCEPTIONS = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}


class CmsContentPolicyMiddleware:
    """Outside CSPMiddleware: a preview arrives with the public page's header already on it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(CMS_PREFIX):
            response["Content-Security-Policy"] = _cms_policy()
        return response


def _cms_policy() -> str:
    directives = {**settings.CONTENT_SECURITY_POLICY["DIRECTIVES"], **CMS_EXCEPTIONS}
    return build_policy(config=directives)
