"""Files are read and parsed in processes of their own, so that a file which hangs, eats memory or crashes a library costs only itself.

Only signals, process groups and limits of POSIX systems are used; where a system does not limit memory (macOS), only time is bounded. Programs that a
reader starts have to stay in the session of their worker: what leaves it is not ended with it.
"""

from vanban.workers.batches import grouped, together
from vanban.workers.limits import Limits
from vanban.workers.pool import Progress, each
from vanban.workers.work import documents

__all__ = ["Limits", "Progress", "documents", "each", "grouped", "together"]
