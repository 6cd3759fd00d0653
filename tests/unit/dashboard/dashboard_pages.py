"""Runs one page of the dashboard without a browser, and returns its HTML."""

from streamlit.testing.v1 import AppTest

TIMEOUT = 60


def _show(view: str) -> None:
    import importlib

    importlib.import_module(f"dashboard.views.{view}").show()


def run(view: str, **query: str) -> AppTest:
    """Return the page drawn with this query in its address."""
    page = AppTest.from_function(_show, args=(view,), default_timeout=TIMEOUT)
    for name, value in query.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception, page.exception
    return page


def html(page: AppTest) -> str:
    """Return all HTML of a page."""
    return "\n".join(element.proto.body for element in page.get("html"))
