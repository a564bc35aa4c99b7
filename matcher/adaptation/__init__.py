"""Marked examples -> the encoder's layers fitted further; needs the extra `adapt` (torch)."""
