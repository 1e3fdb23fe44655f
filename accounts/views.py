"""One's own details, and who may do what."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accounts.forms import DetailsForm, PeopleSearchForm, RolesForm
from accounts.rules import may_grant_roles
from accounts.selectors import people
from accounts.services import LastDoorError, rename_user, set_roles

PEOPLE_PER_PAGE = 50


@login_required
def details(request):
    form = DetailsForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        rename_user(user=request.user, name=form.cleaned_data["name"])
        messages.success(request, "Your name is saved.")
        return redirect("accounts:details")
    return render(request, "account/details.html", {"form": form})


def granters_only(view):
    """404 to everyone else: not even the address says that there is something."""

    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        if not may_grant_roles(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@never_cache
@granters_only
def people_list(request):
    form = PeopleSearchForm(request.GET)
    search = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(people(search=search), PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"form": form, "page": page, "search": search})


@never_cache
@granters_only
def person(request, user_id):
    someone = get_object_or_404(people(), pk=user_id)
    data = request.POST if request.method == "POST" else None
    form = RolesForm(data, initial={"roles": sorted(someone.role_names)})
    if request.method == "POST" and form.is_valid():
        try:
            set_roles(user=someone, roles=form.cleaned_data["roles"], changed_by=request.user)
        except LastDoorError as error:
            form.add_error("roles", str(error))
        else:
            messages.success(request, f"The roles of {someone} are saved.")
            return redirect("accounts:people")
    return render(request, "accounts/person.html", {"form": form, "person": someone})
