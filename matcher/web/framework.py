"""Framework: the statements in five languages and two editions, side by side, to search and to copy."""

from html import escape

import streamlit as st

from matcher.framework import (
    Framework,
    Level,
    Statement,
    aligned_statements,
    framework_beside,
    framework_for,
    load_framework,
    shipped_frameworks,
)
from matcher.web.words import LANGUAGE_NAMES, interface_language, say


def show_framework() -> None:
    """Draw two framework texts beside each other, level by level, with what the search leaves."""
    st.html(f"<h1>{say('framework.title')}</h1><p class='lead'>{say('framework.lead')}</p>")
    one, other = _chosen_frameworks()
    wanted = st.text_input(say("framework.search"), key="framework_search", persist_state="session").casefold().split()
    rows = {level.level: _rows(level, one, other, wanted) for level in one.levels}
    if not any(rows.values()):
        st.html(f'<p class="card">{escape(say("framework.nothing_found"))}</p>')
    for level in one.levels:
        if rows[level.level]:
            st.html(_level_html(level.level, rows[level.level], one, other))
    with st.expander(say("framework.copy"), icon=":material/content_copy:"):
        st.code(_plain_text(one, rows), language=None, wrap_lines=True)
    st.html(f'<p class="note">{escape(say("framework.rights"))}</p>')


def _chosen_frameworks() -> tuple[Framework, Framework]:
    """Let the reader choose both; at first the interface language's, and the other edition."""
    keys = [framework.key for framework in shipped_frameworks()]
    first = framework_for(interface_language())
    beside = framework_beside(first) or first
    left, right = st.columns(2)
    chosen = [
        column.selectbox(
            label, keys, index=keys.index(start.key), format_func=_framework_name, key=key, persist_state="session",
            filter_mode=None,
        )
        for column, label, start, key in (
            (left, say("framework.left"), first, "framework_left"),
            (right, say("framework.right"), beside, "framework_right"),
        )
    ]  # fmt: skip
    return load_framework(chosen[0]), load_framework(chosen[1])


def _framework_name(key: str) -> str:
    framework = load_framework(key)
    return f"{framework.edition} · {LANGUAGE_NAMES[framework.language]}"


Pair = tuple[tuple[Statement, ...], tuple[Statement, ...]]


def _rows(level: Level, one: Framework, other: Framework, wanted: list[str]) -> list[Pair]:
    """Return the statements of a level with those beside them that say the same; what `other` has more comes last."""
    pairs: list[Pair] = [((own,), _beside(own, one, other)) for own in level.statements]
    shown = {statement.id for _, beside in pairs for statement in beside}
    rest = [statement for statement in other.levels[level.level - 1].statements if statement.id not in shown]
    pairs += [((), (statement,)) for statement in rest]
    return [pair for pair in pairs if _holds(pair, wanted)]


def _beside(statement: Statement, one: Framework, other: Framework) -> tuple[Statement, ...]:
    return (statement,) if one.key == other.key else aligned_statements(one, statement.id, to=other)


def _holds(pair: Pair, wanted: list[str]) -> bool:
    text = " ".join(statement.text for side in pair for statement in side).casefold()
    return all(word in text for word in wanted)


def _level_html(level: int, pairs: list[Pair], one: Framework, other: Framework) -> str:
    rows = "".join(f"<tr>{_cell(own, one)}{_cell(beside, other)}</tr>" for own, beside in pairs)
    return (
        f'<section class="level-{level} framework"><h2>{escape(say("level"))} {level} – '
        f"{escape(say(f'level_{level}'))}</h2><p>{escape(say(f'essence_{level}'))}</p><table><thead><tr>"
        f"<th>{_framework_name(one.key)}</th><th>{_framework_name(other.key)}</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )


def _cell(statements: tuple[Statement, ...], framework: Framework) -> str:
    texts = "".join(f"<p>{escape(statement.text)} <code>{statement.id}</code></p>" for statement in statements)
    nothing = f'<p class="note">{escape(say("framework.no_such"))}</p>'
    return f'<td lang="{framework.language}">{texts or nothing}</td>'


def _plain_text(framework: Framework, rows: dict[int, list[Pair]]) -> str:
    lines = [f"{framework.name} ({framework.skill}) · {_framework_name(framework.key)}"]
    for level, pairs in rows.items():
        lines += ["", f"{level}", *(statement.text for own, _ in pairs for statement in own)]
    return "\n".join([*lines, "", say("framework.rights")])
