"""When the near foot stands, by the contacts first found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stance:
    """One stance of the near foot: contact and toe-off, seconds."""

    contact_s: float
    toe_off_s: float

    def after(self, share: float) -> float:
        """The instant at that share of stance."""
        return self.contact_s + share * (self.toe_off_s - self.contact_s)
