"""Pages that exist only for some."""

from functools import wraps

from django.http import Http404


def only(may):
    """404 to everyone else: not even the address says that there is something."""

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not may(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard
