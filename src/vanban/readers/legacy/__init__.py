"""Vietnamese texts from before Unicode (TCVN3, VNI, VIQR), and Unicode texts that were read in a wrong encoding."""

from vanban.readers.legacy.charsets import Charset, charset_of, decoded
from vanban.readers.legacy.recognition import guess
from vanban.readers.legacy.repair import repaired

__all__ = ["Charset", "charset_of", "decoded", "guess", "repaired"]
