"""Document -> the same document with one thing swapped; answers before and after -> how the program treats people."""

from matcher.audit.inputs import AuditInput, corpus_subjects, read_audit_input, without_words
from matcher.audit.run import Crew, audit_groups, audit_swaps
from matcher.audit.subject import Subject

__all__ = [
    "AuditInput", "Crew", "Subject", "audit_groups", "audit_swaps", "corpus_subjects",
    "read_audit_input", "without_words",
]  # fmt: skip
