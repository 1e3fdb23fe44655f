def site_chrome(request):
    """What every page's frame needs."""
    return {}
