"""Style sheet and style attributes -> the declarations that hold for an element."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Declarations = Mapping[str, str]
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_COMPOUND = re.compile(r"^(?P<tag>\*|[a-z][a-z0-9-]*)?(?P<rest>(?:[.#][a-z_-][\w-]*)*)$", re.IGNORECASE)
_SCREENS = ("", "all", "screen", "only screen")
MAX_RULES = 20_000  # of one page, beyond any real one: a bound on time


@dataclass(frozen=True, slots=True)
class Compound:
    """One part of a selector such as `p.note#first`: what an element itself must be."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]

    def fits(self, element: Any) -> bool:
        """Tell whether an element is one of those."""
        return (
            self.tag in ("", "*", element.tag)
            and self.classes <= set(element.get("class", "").lower().split())
            and self.ids <= {element.get("id", "").lower()}
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One selector with its declarations; `strength` orders rules as the cascade does."""

    path: tuple[Compound, ...]
    declarations: Declarations
    strength: tuple[int, int, int, int]

    def fits(self, element: Any) -> bool:
        """Tell whether an element, and its ancestors for the path's other parts, are meant."""
        if not self.path[-1].fits(element):
            return False
        wanted = list(self.path[:-1])
        for ancestor in element.iterancestors() if wanted else ():
            if wanted and wanted[-1].fits(ancestor):
                wanted.pop()
        return not wanted


class StyleSheet:
    """The rules in a page's own `<style>` elements; sheets elsewhere are not fetched.

    Known are tags, classes and ids, alone or below one another, on any screen. Other selectors
    (`:hover`, `[type]`, `@media print`) are passed over.
    """

    def __init__(self, tree: Any) -> None:
        self._source = "\n".join(_COMMENT.sub("", style.text or "") for style in tree.iter("style"))

    @cached_property
    def _rules(self) -> dict[str, list[Rule]]:
        """Rules by the tag, class or id that an element must have for them to be worth trying."""
        rules: dict[str, list[Rule]] = {}
        for number, (selector, body) in enumerate(_blocks(self._source)):
            if number >= MAX_RULES:
                break
            declarations = declarations_of(body)
            for one in selector.split(","):
                if path := _path(one):
                    rule = Rule(path, declarations, _strength(path, number))
                    rules.setdefault(_handle(path[-1]), []).append(rule)
        return rules

    def declarations(self, element: Any) -> Declarations:
        """Return what holds for an element, its style attribute last; `!important` goes before all."""
        handles = [element.tag, "*", *(f".{one}" for one in element.get("class", "").lower().split())]
        handles.append(f"#{element.get('id', '').lower()}")
        rules = [
            rule for handle in dict.fromkeys(handles) for rule in self._rules.get(handle, ()) if rule.fits(element)
        ]
        layers = [rule.declarations for rule in sorted(rules, key=lambda rule: rule.strength)]
        layers.append(declarations_of(element.get("style", "")))
        settled: dict[str, str] = {}
        urgent: dict[str, str] = {}
        for layer in layers:
            for name, value in layer.items():
                (urgent if "!important" in value else settled)[name] = value.replace("!important", "").strip()
        return settled | urgent


def declarations_of(body: str) -> Declarations:
    """Read `name: value; …` in lower case; a later one replaces an earlier one."""
    pairs = (item.split(":", 1) for item in _COMMENT.sub("", body).lower().split(";") if ":" in item)
    return {name.strip(): value.strip().replace("! important", "!important") for name, value in pairs}


def _blocks(source: str) -> Iterator[tuple[str, str]]:
    """Yield selector and body of each rule; those inside `@media` only where every screen is meant."""
    place = 0
    while (opening := source.find("{", place)) >= 0:
        head = source[place:opening].rpartition(";")[2].strip()
        closing = _closing(source, opening)
        body = source[opening + 1 : closing]
        if head.startswith("@"):
            if head.startswith("@media") and head[6:].strip().lower() in _SCREENS:
                yield from ((s, b) for s, b in _blocks(body) if not s.startswith("@"))
        else:
            yield head, body
        place = closing + 1


def _closing(source: str, opening: int) -> int:
    """Return the place of the brace that closes the one at `opening`, or the end."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(source, opening):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return len(source)


def _path(selector: str) -> tuple[Compound, ...]:
    """Read a selector, or return nothing for one that is not understood."""
    compounds = []
    for part in selector.replace(">", " ").split():
        match = _COMPOUND.match(part)
        if match is None:
            return ()
        names = re.findall(r"[.#][\w-]+", match["rest"].lower())
        classes, ids = ({n[1:] for n in names if n[0] == sign} for sign in ".#")
        compounds.append(Compound((match["tag"] or "").lower(), frozenset(classes), frozenset(ids)))
    return tuple(compounds)


def _strength(path: tuple[Compound, ...], number: int) -> tuple[int, int, int, int]:
    ids, classes = (sum(len(getattr(one, name)) for one in path) for name in ("ids", "classes"))
    return ids, classes, sum(one.tag not in ("", "*") for one in path), number


def _handle(compound: Compound) -> str:
    if compound.ids:
        return f"#{min(compound.ids)}"
    return f".{min(compound.classes)}" if compound.classes else compound.tag or "*"
