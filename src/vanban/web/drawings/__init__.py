"""Drawings for pages: pure functions from values to SVG that is escaped, deterministic, and styled by the page's own style sheets."""
