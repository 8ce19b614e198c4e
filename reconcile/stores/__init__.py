"""What was extracted before, kept: an extraction packed without its report's words, and the ledger of many."""
