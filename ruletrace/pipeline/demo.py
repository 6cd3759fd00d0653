"""The mark that tells a demo's data folder from a live one."""

from ruletrace.model import ToldError
from ruletrace.pipeline.context import Context

KIND = "demo"


class WrongFolderError(ToldError):
    """A demo in a live folder, or a live command in a demo folder."""


def is_demo(context: Context) -> bool:
    """Tell whether the data folder was begun by the demo."""
    return next(context.journal.entries(KIND), None) is not None


def begin(context: Context) -> None:
    """Mark a new data folder as the demo's; raises WrongFolderError when it holds live records."""
    if is_demo(context):
        return
    if next(context.journal.entries(), None) is not None:
        folder = context.settings.root
        raise WrongFolderError(f"{folder} holds live records: set RULETRACE_DATA to another folder for the demo")
    context.journal.append(KIND, {"samples": "recorded and composed answers; composed company"}, context.now())


def refuse_live(context: Context) -> None:
    """Raise WrongFolderError when a live command would mix real records into a demo's folder."""
    if is_demo(context) and not context.settings.base_url:
        folder = context.settings.root
        raise WrongFolderError(
            f"{folder} is the demo's folder: set RULETRACE_DATA to a folder of your own for live use"
        )
