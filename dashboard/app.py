"""The dashboard's entry: `streamlit run dashboard/app.py`, as `dashboard.serve.command` gives it."""

import streamlit as st

from dashboard import screen
from dashboard.access import current_roles
from dashboard.pages import DETAILS, registered

# An icon of our own: Streamlit fetches its named ones from a server on the internet.
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1f4e79"/>'
    '<path d="M4 4h8M4 8h5M4 12h7" stroke="#fff" stroke-width="1.6"/></svg>'
)


def main() -> None:
    """Show the page that was asked for, when the reader's role has it."""
    st.set_page_config(page_title="Ruletrace", page_icon=ICON, layout="wide")
    screen.style()
    roles = current_roles()
    if not roles:
        st.error("You have no role here. Ask whoever runs Ruletrace for one.")
        return
    sections = registered(roles)
    chosen = st.navigation(sections)
    asked = next((name for name in DETAILS if name in st.query_params), None)
    details = {page.url_path: page for pages in sections.values() for page in pages}
    if asked and chosen.url_path not in DETAILS:
        st.switch_page(details[asked], query_params=st.query_params.to_dict())
    with screen.said_clearly():
        screen.banner(screen.held_or_stop())
        chosen.run()


main()
