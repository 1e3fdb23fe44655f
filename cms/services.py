"""The site's tree: its home, and the groups that look after it."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
)

from cms.content import HOME
from cms.models import HomePage

ACCESS_CMS = "access_admin"
AUTHORS_MAY = ("add_image", "choose_image", "add_document", "choose_document")


@transaction.atomic
def ensure_home_page() -> HomePage:
    """The home page, made once; Wagtail's welcome page makes room for it."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        # The welcome page holds the slug "home" until it is gone.
        home = root.add_child(instance=HomePage(slug="midstance-home", **HOME))
        _point_site_at(home)
        _remove_welcome_page(home)
        home.slug = "home"
        home.save()
        home.save_revision().publish()
        home.refresh_from_db()
    _follow_address()
    return home


def ensure_page_permissions(*, group_name: str, page, permissions) -> Group:
    """A group that may open the CMS and do these things below this page."""
    group, _ = Group.objects.get_or_create(name=group_name)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename=ACCESS_CMS)
    )
    for name in permissions:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=f"{name}_page"
        )
        GroupPagePermission.objects.get_or_create(group=group, page=page, permission=permission)
    return group


def ensure_settings_permission(*, group: Group) -> None:
    group.permissions.add(
        Permission.objects.get(content_type__app_label="cms", codename="change_sitesettings")
    )


def ensure_file_permissions(*, group: Group) -> None:
    """Authors add and choose pictures and documents; nobody opens one without signing in."""
    root = Collection.get_first_root_node()
    CollectionViewRestriction.objects.get_or_create(
        collection=root, restriction_type=CollectionViewRestriction.LOGIN
    )
    for codename in AUTHORS_MAY:
        permission = Permission.objects.get(
            content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename=codename
        )
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def _point_site_at(home) -> None:
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={**_address(), "root_page": home, "site_name": "Midstance"},
    )


def _follow_address() -> None:
    """Links that the CMS makes follow the address in the environment."""
    for site in Site.objects.filter(is_default_site=True).exclude(**_address()):
        site.hostname, site.port = _address().values()
        site.save()


def _address() -> dict[str, str | int]:
    address = urlsplit(settings.SITE_ADDRESS)
    port = address.port or (443 if address.scheme == "https" else 80)
    return {"hostname": address.hostname, "port": port}


def _remove_welcome_page(home) -> None:
    welcome = Page.objects.filter(depth=2, slug="home").exclude(pk=home.pk).first()
    if welcome and welcome.specific_class is Page:
        welcome.delete()
