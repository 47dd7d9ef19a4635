"""Read a screenplay in FDX, the XML of Final Draft. Entities are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element, ParseError, TreeBuilder
from xml.parsers import expat

from stuntlab.errors import ScriptError
from stuntlab.screenplay.pages import paginate
from stuntlab.screenplay.script import EIGHTHS, Paragraph, Part, Script, ScriptScene, number_scenes

_PARTS = {
    "scene heading": Part.HEADING,
    "action": Part.ACTION,
    "character": Part.CHARACTER,
    "dialogue": Part.DIALOGUE,
    "parenthetical": Part.PARENTHETICAL,
    "transition": Part.TRANSITION,
    "shot": Part.ACTION,
    "general": Part.ACTION,
    "cast list": Part.NOTE,
    "singing": Part.LYRICS,
    "lyrics": Part.LYRICS,
    "new act": Part.CENTRED,
    "end of act": Part.CENTRED,
    "outline 1": Part.SECTION,
    "outline 2": Part.SECTION,
    "outline 3": Part.SECTION,
    "outline 4": Part.SECTION,
    "outline body": Part.SYNOPSIS,
}
_DEEPEST = 200
"""Elements in elements: a script has about ten (J). It bounds what a hostile file can ask of memory."""


def read_fdx(content: bytes, *, source: str) -> Script:
    """Read a script. `line` of a paragraph counts the paragraphs of the script.

    Raises: ScriptError for what is no XML, has entities or a document type, or is no script.
    """
    root = _parse(content, source)
    if _name(root) != "FinalDraft":
        raise ScriptError(f"{source}: this is XML, but not of Final Draft; save the script as .fdx or .fountain")
    body = root.find("Content")
    if body is None:
        raise ScriptError(f"{source}: there is no Content in this .fdx, so that there is no script in it")
    given, scenes, printed = [], [], 0
    for number, (element, beside) in enumerate(_paragraphs(body), start=1):
        paragraph = _paragraph(element, number, _tag_names(root), beside=beside)
        if paragraph.part is Part.HEADING:
            given.append((element.get("Number") or "").strip())
            scenes.append((ScriptScene("", paragraph.text, (), number), _eighth_said(element), [paragraph]))
            printed += scenes[-1][1] is not None
        else:
            if not scenes:
                scenes.append((ScriptScene("", "", (), 1), None, []))
            scenes[-1][2].append(paragraph)
    numbers, is_numbered = number_scenes(given)
    names = numbers if len(numbers) == len(scenes) else ("0", *numbers)
    built = tuple(
        replace(scene, number=name, paragraphs=tuple(inside))
        for name, (scene, _, inside) in zip(names, scenes, strict=True)
    )
    paged = paginate(built)
    by_file = bool(given) and printed == len(given)
    if by_file:
        said = (eighth for _, eighth, _ in scenes)
        paged = tuple(replace(one, eighth=eighth or 0) for one, eighth in zip(paged, said, strict=True))
    return Script(_title(root), paged, is_numbered, "paragraph", "the file" if by_file else "the usual layout")


def _parse(content: bytes, source: str) -> Element:
    """The tree of an XML file that defines nothing: no document type, no entities.

    Raises: ScriptError.
    """
    builder, depth = TreeBuilder(), 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ScriptError(f"{source}: its XML is more than {_DEEPEST} elements deep; this is no script")
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def refuse(*_: object) -> int:
        raise ScriptError(
            f"{source}: it defines entities or a document type, which no script needs, and is not read. Open it in the "
            "program that wrote it and save it again"
        )

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = builder.data
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = parser.UnparsedEntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
        return builder.close()
    except expat.ExpatError as problem:
        raise ScriptError(f"{source}: this .fdx is no whole XML: {problem}") from None
    except (ParseError, AssertionError, LookupError, ValueError) as problem:
        raise ScriptError(f"{source}: this .fdx cannot be read: {problem}") from None


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _paragraphs(body: Element) -> Iterator[tuple[Element, bool]]:
    """Paragraphs of the script in order; those of a dual dialogue are in a paragraph of their own."""
    for element in body:
        if _name(element) != "Paragraph":
            continue
        both = [inner for dual in element.iter("DualDialogue") for inner in dual if _name(inner) == "Paragraph"]
        if not both:
            yield element, False
        cues = 0
        for inner in both:
            cues += (inner.get("Type") or "").casefold() == "character"
            yield inner, cues > 1


def _paragraph(element: Element, number: int, tags: Mapping[str, str], *, beside: bool) -> Paragraph:
    """All runs of text of a paragraph joined, and what they are tagged with."""
    runs = [inner for inner in element if _name(inner) == "Text"]
    text = "".join("".join(run.itertext()) for run in runs)
    named = (tags.get(number_) for run in runs for number_ in (run.get("TagNumber") or "").split(","))
    part = _PARTS.get((element.get("Type") or "action").casefold(), Part.ACTION)
    lines = tuple(text.split("\n")) if text else ("",)
    return Paragraph(part, lines, number, tuple(dict.fromkeys(name for name in named if name)), beside)


def _tag_names(root: Element) -> dict[str, str]:
    """The number of a tag -> the category that it is of, as the breakdown calls it."""
    data = root.find("TagData")
    if data is None:
        return {}
    categories = {one.get("Id"): one.get("Name") or "" for one in data.iter("TagCategory")}
    defined = {one.get("Id"): categories.get(one.get("CatId"), "") for one in data.iter("TagDefinition")}
    names: dict[str, str] = {}
    for tag in data.iter("Tag"):
        meant = next((defined.get((one.text or "").strip(), "") for one in tag.iter("DefId")), "")
        if meant and (number := tag.get("Number")):
            names[number] = meant
    return names


def _eighth_said(heading: Element) -> int | None:
    """Where the file says that a scene begins, in whole pages; None where it does not."""
    properties = heading.find("SceneProperties")
    page = (properties.get("Page") or "") if properties is not None else ""
    return (int(page) - 1) * EIGHTHS if page.isascii() and page.isdigit() and 0 < int(page) < 10_000 else None


def _title(root: Element) -> str:
    """The first words on the title page; "" where there is none."""
    page = root.find("TitlePage")
    texts = (" ".join("".join(one.itertext()).split()) for one in page.iter("Paragraph")) if page is not None else ()
    return next((text for text in texts if text), "")
