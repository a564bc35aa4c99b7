"""Results of a batch -> chart of levels, filters, and a table whose rows open in Match."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from matcher.framework import LEVELS
from matcher.report.words import whole_percent
from matcher.result import STATUSES, MatchResult
from matcher.web.batch_run import BatchRun
from matcher.web.chart import counts_chart, level_label
from matcher.web.session import open_match, session
from matcher.web.style import is_dark
from matcher.web.words import LANGUAGE_NAMES, kind_name, say


def show_batch_table(run: BatchRun) -> None:
    """Draw the counts, the filters and the rows that they leave."""
    results = [result for result in run.results if isinstance(result, MatchResult)]
    if not results:
        return
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.html(f"<h2>{say('batch.levels')}</h2>")
        counts = count_levels(results)
        words = "; ".join(f"{level_label(level) if level else say('batch.no_level')}: {n}" for level, n in counts)
        st.altair_chart(counts_chart(counts, dark=is_dark()), alt=words)
    with right:
        st.html(f"<h2>{say('batch.filter')}</h2>")
        shown = _filtered(results)
    _show_rows(shown, len(results))


def count_levels(results: Sequence[MatchResult]) -> list[tuple[int | None, int]]:
    """Return how many results suggest each level, all six, and last how many suggest none."""
    counts = Counter(result.suggestion.level for result in results)
    return [(level, counts[level]) for level in (*LEVELS, None)]


def _filtered(results: Sequence[MatchResult]) -> list[MatchResult]:
    statuses = st.pills(
        say("batch.status"), STATUSES, selection_mode="multi", format_func=lambda status: say(f"status.{status}"),
        key="batch_statuses", wrap=True,
    )  # fmt: skip
    levels = st.pills(say("batch.level"), LEVELS, selection_mode="multi", key="batch_levels")
    words = st.text_input(say("batch.search"), key="batch_search").casefold()
    return [
        result
        for result in results
        if (not statuses or result.suggestion.status in statuses)
        and (not levels or result.suggestion.level in levels)
        and words in f"{result.document.id} {result.document.title}".casefold()
    ]


def _show_rows(results: Sequence[MatchResult], total: int) -> None:
    st.html(f'<p class="note">{say("batch.shown", n=len(results), total=total)} {say("batch.open_hint")}</p>')
    if not results:
        return
    event = st.dataframe(
        [_row(result) for result in results], hide_index=True, key="batch_table", on_select="rerun",
        selection_mode=["single-row", "single-cell"], alt=say("batch.levels"),
        column_config={
            say("batch.probability"): st.column_config.NumberColumn(format="%d %%"),
            say("batch.expected"): st.column_config.NumberColumn(format="%.1f"),
        },
    )  # fmt: skip
    chosen = [*event.selection.rows, *(row for row, _ in event.selection.cells)]
    if chosen:
        _open(results[chosen[0]])


def _row(result: MatchResult) -> dict[str, object]:
    suggestion, document = result.suggestion, result.document
    level = suggestion.level
    return {
        say("batch.document"): document.id,
        say("batch.title_column"): document.title,
        say("batch.level"): level,
        say("batch.status"): say(f"status.{suggestion.status}"),
        say("batch.probability"): whole_percent(result.levels[level - 1].probability) if level else None,
        say("batch.expected"): suggestion.expected_level,
        say("match.kind"): kind_name(document.kind),
        say("match.language"): LANGUAGE_NAMES.get(document.language, document.language),
    }


def _open(result: MatchResult) -> None:
    open_match(result)
    st.switch_page(session().pages["match"])
