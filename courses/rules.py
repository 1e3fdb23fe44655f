"""Who may read what."""


def may_edit(user, page) -> bool:
    """Authors read their own lessons without enrolling."""
    return user.is_authenticated and page.permissions_for_user(user).can_edit()
