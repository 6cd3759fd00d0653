"""Making the graph again from nothing but archive and journal."""

from graph import Graph, clear
from ruletrace.pipeline.context import Context
from ruletrace.pipeline.run import Processed, process


def rebuild(context: Context, graph: Graph) -> Processed:
    """Verify the journal, forget every kept result, empty the graph and compute all of it again.

    Raises JournalError when the journal's chain is broken.
    """
    context.journal.verify()
    context.steps.forget()
    clear(graph)
    return process(context, graph)
