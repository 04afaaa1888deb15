"""From words that stand on pages to one text: lines, columns, tables, running heads; each character keeps its page and box.

What finds the words (a PDF's own characters, OCR) does not matter here.
"""
