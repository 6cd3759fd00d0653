"""Who may see and do what: three roles, checked when pages are registered and again in every action."""

from collections.abc import Iterable
from enum import StrEnum
from ipaddress import ip_address

import streamlit as st

from ruletrace.settings import Settings


class Role(StrEnum):
    """A reader; the value is the id of the alerts' audience."""

    EXECUTIVE = "executive"
    PRODUCT_OWNER = "product_owner"
    ANALYST = "analyst"


def roles_of(user: str | None, address: str | None, trusted: bool = False) -> frozenset[Role]:
    """Return the roles of a user (None: not logged in) who asks from `address` (None: this machine).

    On loopback, without a login, there is one person at one machine, who has all roles. Anyone else has none until
    an administrator gives them some. `trusted` (RULETRACE_DASHBOARD_TRUSTED) says that whoever reaches the dashboard
    was let in before it: by a port bound to the host's loopback, or by a proxy with sign-on.
    """
    if user is None and (trusted or _is_loopback(address)):
        return frozenset(Role)
    return frozenset()


def current_roles() -> frozenset[Role]:
    """Return the roles of whoever looks at this page."""
    return roles_of(*asker(), Settings().dashboard_trusted)


def asker() -> tuple[str | None, str | None]:
    """Return who looks at this page (None: not logged in), and from which address (None: this machine)."""
    user = str(st.user.get("email") or "unnamed") if st.user.get("is_logged_in") else None
    return user, st.context.ip_address


def may(needed: Iterable[Role]) -> bool:
    """Tell whether whoever looks at this page has one of these roles."""
    return bool(current_roles() & frozenset(needed))


def require(*needed: Role) -> None:
    """End the page with a plain message unless the reader has one of these roles."""
    if not may(needed):
        st.error("This page belongs to another role. Ask whoever runs Ruletrace here for access.")
        st.stop()


def _is_loopback(address: str | None) -> bool:
    if address is None:
        return True
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
