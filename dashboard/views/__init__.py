"""The pages, one module each; `show` draws a page."""
