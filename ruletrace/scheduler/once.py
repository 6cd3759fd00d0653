"""Do what is due, and end: for cron, and after a pause."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from ruletrace.scheduler.chain import Chain, Ran, crawl_safely, is_pending, update_safely
from ruletrace.scheduler.due import due

PARALLEL = 2  # crawls at a time, of different sources
PAUSE = 1.0  # seconds between looks at a graph that another process is at


def run_once(chain: Chain) -> bool:
    """Crawl the sources that are due, the latest first, then bring the graph up to date; returns whether all is well.

    A failed source, or a step that broke, is not well; work that another process took is.
    """
    entries = chain.entries()
    seen = entries[-1].seq if entries else 0
    late = [one.source for one in due(entries, chain.sources, chain.context.now())]
    with ThreadPoolExecutor(PARALLEL, thread_name_prefix="crawl") as pool:
        results = list(pool.map(partial(crawl_safely, chain, seen=seen), late))
    if not late:
        chain.say("nothing is due")
    crawled = any(result is not Ran.ELSEWHERE for result in results)
    if crawled or is_pending(chain.context):
        results.append(_updated(chain))
    return not {Ran.FAILED, Ran.BROKEN} & set(results)


def _updated(chain: Chain) -> Ran:
    """Update the graph; while another process is at it, wait until it has what we brought."""
    while not chain.stop.is_set():
        result = update_safely(chain, digests=True)
        if result is not Ran.ELSEWHERE or not is_pending(chain.context):
            return result
        chain.stop.wait(PAUSE)
    return Ran.ELSEWHERE
