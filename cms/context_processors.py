from cms.navigation import site_links

THEMES = ("light", "dark")


def site_chrome(request):
    """What every page's frame needs: its links and the reader's choice of light or dark."""
    chosen = request.COOKIES.get("theme")
    user = getattr(request, "user", None)
    return {
        "site_links": site_links(user=user, path=request.path) if user else [],
        "theme": chosen if chosen in THEMES else "",
    }
