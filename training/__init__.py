"""The recipe of the embedded model: from parallel corpora to CTranslate2 int8 weights.

Every step is a command, ``python -m training STEP``; see ``training/README.md``. Nothing in the
product imports this package, and only the training and conversion steps need PyTorch.
"""
