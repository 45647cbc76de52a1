"""``sahel serve``: the product behind HTTP, in the manner of LibreTranslate and in our own.

Needs the optional extra ``serve``. Requests become documents, documents cross in the same
pipeline as on the command line, and only the engine is shared: one thread decodes the sentences
of all clients in common batches (``batching.py``).
"""
