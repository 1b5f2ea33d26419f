"""One reader for each kind of document: a file's content in, a `Document` out."""
