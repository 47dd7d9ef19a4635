"""The pages: each a function from what is known to HTML, found by the name of its file."""
