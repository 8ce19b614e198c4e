"""Where extraction runs: here, in processes beside this one, or on a cluster; the results are the same.

An engine is chosen by `choose`; its module, and what that imports, is loaded when it is.
"""

from reconcile.engines.engine import INLINE, Engine, Inline, Lost, Size, Work
from reconcile.errors import UsageError

__all__ = ["INLINE", "Engine", "Inline", "Lost", "Size", "Work", "choose"]


def choose(jobs: int | None = None, scheduler: str | None = None) -> Engine:
    """Give the engine of so many processes, or of the cluster at an address; by default what the input pays for.

    Raises:
        UsageError: both are given, or the cluster cannot be used.

    """
    if scheduler is not None:
        if jobs is not None:
            raise UsageError("--jobs is of this machine and --scheduler of a cluster; give one of them")
        from reconcile.engines.cluster import Cluster

        return Cluster(scheduler)
    if jobs == 1:
        return Inline()
    if jobs is None:
        from reconcile.engines.automatic import Automatic

        return Automatic()
    from reconcile.engines.pool import Pool

    return Pool(jobs)
