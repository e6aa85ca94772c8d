"""The files beside the HTML, one file a format; each a function from the corpus to bytes or text."""
