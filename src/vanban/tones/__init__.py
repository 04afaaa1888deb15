"""Texts that lost their tones and accents: told, and shown with them.

Two kinds: `dropped`, typed or converted without accents ("phan dau den nam 2030"), and `falsified`, the letters right and the tones arbitrary
("phẫn đầu đên nạm 2030"). A text that OCR read poorly is neither (`vanban.spelling`).
"""

from vanban.tones.restored import restorations
from vanban.tones.told import Loss, loss_of

__all__ = ["Loss", "loss_of", "restorations"]
