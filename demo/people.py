"""The invented people of the demo world."""

from dataclasses import dataclass

from django.conf import settings

from accounts.enums import Role
from accounts.models import User
from accounts.rules import must_use_mfa
from accounts.services import current_totp_code, grant_role, set_up_totp

PASSWORD = "run-with-me-2026"  # noqa: S105 - printed by `make run`; production refuses the demo


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    roles: tuple[Role, ...]
    shows: str

    @property
    def email(self) -> str:
        return f"{self.key}@demo.midstance.example"


PEOPLE = (
    Person("learner", "Noor Haddad", (Role.LEARNER,), "has finished the story: graded, certified"),
    Person(
        "newcomer", "Tomas Lind", (Role.LEARNER,), "is just starting: lessons, then the practical"
    ),
    Person("instructor", "Ines Okafor", (Role.INSTRUCTOR,), "writes lessons and prepares cases"),
    Person("examiner", "Emil Brandt", (Role.EXAMINER,), "froze the case's reference"),
    Person("director", "Dora Castellano", (Role.DIRECTOR,), "decides on certificates"),
    Person("therapist", "Theo Marchetti", (Role.THERAPIST,), "runs the gait lab"),
)


class DemoRefusedError(Exception):
    """The demo world may not be loaded here."""


def check_demo_allowed() -> None:
    if not settings.DEMO_WORLD_ALLOWED:
        raise DemoRefusedError("These settings never load the demo world.")


def ensure_people() -> dict[str, User]:
    check_demo_allowed()
    return {person.key: _ensure(person) for person in PEOPLE}


def _ensure(person: Person) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, PASSWORD, name=person.name, is_demo=True)
        for role in person.roles:
            grant_role(user=user, role=role)
        if must_use_mfa(user):
            set_up_totp(user=user)
    return user


def sign_in_lines() -> list[str]:
    """One line for each demo account, with its code where it needs one."""
    check_demo_allowed()
    users = {user.email: user for user in User.objects.filter(is_demo=True)}
    return [
        _sign_in_line(person, users[person.email]) for person in PEOPLE if person.email in users
    ]


def _sign_in_line(person: Person, user: User) -> str:
    code = current_totp_code(user=user)
    return f"  {person.email:<38} code {code or 'none  '}  {person.name}, {person.shows}"
