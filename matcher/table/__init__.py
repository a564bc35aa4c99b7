"""Tables of documents and answers: CSV, JSON Lines, Parquet -> rows, and answers -> the same three."""

from matcher.table.columns import Columns, find_columns
from matcher.table.csv_table import harmless
from matcher.table.forms import OutputForm, form_of
from matcher.table.rows import Row, column_names, is_table, read_cells, read_rows
from matcher.table.short import short_answer

TABLE_SUFFIXES = (".csv", ".jsonl", ".parquet")

__all__ = [
    "TABLE_SUFFIXES",
    "Columns",
    "OutputForm",
    "Row",
    "column_names",
    "find_columns",
    "form_of",
    "harmless",
    "is_table",
    "read_cells",
    "read_rows",
    "short_answer",
]
