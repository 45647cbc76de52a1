"""Agreement over a whole document: one spelling of English, one name a thing, first mentions."""
