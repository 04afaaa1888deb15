"""Files are read and parsed in processes of their own, so that a file which hangs, eats memory or crashes a library costs only itself.

Only signals, sessions and limits of POSIX systems are used. Where a system does not limit memory (macOS), only time is bounded; where it has no /proc,
programs that a reader starts have to stay in the session of their worker to be ended with it.
"""

from vanban.workers.batches import grouped, together
from vanban.workers.limits import Limits
from vanban.workers.pool import Kept, Progress, each

__all__ = ["Kept", "Limits", "Progress", "each", "grouped", "together"]
