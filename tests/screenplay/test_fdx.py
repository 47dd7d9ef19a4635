"""FDX: every run of text, scene numbers, tags of a breakdown; nothing that defines an entity is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from stuntlab.errors import ScriptError
from stuntlab.screenplay.finder import find_stunts
from stuntlab.screenplay.reading import read_script
from stuntlab.screenplay.script import Part, Script, say_page
from stuntlab.screenplay.words import read_words

FDX = """<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<FinalDraft DocumentType="Script" Template="No" Version="5">
 <Content>
  <Paragraph Type="Scene Heading" Number="12A"><SceneProperties Length="3/8" Page="7"/>
   <Text>EXT. QUAY </Text><Text Style="Bold">- NIGHT</Text></Paragraph>
  <Paragraph Type="Action"><Text>The </Text><Text TagNumber="4">BIG DIVER</Text>
   <Text> jumps &amp; swims off.</Text></Paragraph>
  <Paragraph Type="Action"><Text TagNumber="7">They go at it.</Text></Paragraph>
  <Paragraph>
   <DualDialogue>
    <Paragraph Type="Character"><Text>ANN</Text></Paragraph><Paragraph Type="Dialogue"><Text>Now.</Text></Paragraph>
    <Paragraph Type="Character"><Text>BO</Text></Paragraph><Paragraph Type="Dialogue"><Text>Go.</Text></Paragraph>
   </DualDialogue>
  </Paragraph>
  <Paragraph Type="Scene Heading" Number="13"><SceneProperties Page="8"/><Text>INT. SHED - DAY</Text></Paragraph>
 </Content>
 <TitlePage><Content><Paragraph><Text></Text></Paragraph>
  <Paragraph><Text>THE QUAY</Text></Paragraph></Content></TitlePage>
 <TagData>
  <TagCategories><TagCategory Id="c1" Name="Stunts"/><TagCategory Id="c2" Name="Cast Members"/></TagCategories>
  <TagDefinitions><TagDefinition Id="d1" CatId="c1" Label="fight"/>
   <TagDefinition Id="d2" CatId="c2" Label="diver"/></TagDefinitions>
  <Tags><Tag Number="7"><DefId>d1</DefId></Tag><Tag Number="4"><DefId>d2</DefId></Tag></Tags>
 </TagData>
</FinalDraft>
"""


@pytest.fixture
def script(tmp_path: Path) -> Script:
    file = tmp_path / "quay.fdx"
    file.write_text(FDX, encoding="utf-8")
    return read_script(file)


def test_runs_are_joined_and_numbers_pages_and_speech_are_kept(script: Script) -> None:
    first, second = script.scenes
    assert (script.title, script.counts, script.paged_by) == ("THE QUAY", "paragraph", "the file")
    assert (first.number, first.heading, say_page(first.eighth)) == ("12A", "EXT. QUAY - NIGHT", "page 7")
    assert (second.number, say_page(second.eighth)) == ("13", "page 8")
    assert first.paragraphs[1].text == "The BIG DIVER jumps & swims off."
    spoken = [(one.text, one.beside) for one in first.paragraphs if one.part is Part.CHARACTER]
    assert spoken == [("ANN", False), ("BO", True)]


def test_a_line_that_the_breakdown_tags_as_a_stunt_is_shown_whatever_its_words(script: Script) -> None:
    rows = find_stunts(script, read_words(None))
    tagged = [row for row in rows if row.family == "marked"]
    assert [(row.text, row.word, row.scene) for row in tagged] == [("They go at it.", "tag Stunts", "12A")]


BOMB = "".join(
    f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";" if n else "ha"}{"&a" + str(n - 1) + ";" if n else "ha"}">'
    for n in range(40)
)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"<!DOCTYPE x [{BOMB}]><FinalDraft><Content>&a39;</Content></FinalDraft>", "entities"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><FinalDraft>&e;</FinalDraft>', "entities"),
        ('<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd"><FinalDraft/>', "entities"),
        ("<FinalDraft>&undefined;</FinalDraft>", "no whole XML"),
        ("<FinalDraft>" + "<a>" * 5_000, "deep"),
        ("<FinalDraft><Content>", "no whole XML"),
        ("<html></html>", "not of Final Draft"),
        ("<FinalDraft></FinalDraft>", "no Content"),
        ("<FinalDraft><Content>&#xD800;</Content></FinalDraft>", "no whole XML"),
    ],
)
def test_what_is_hostile_or_broken_is_refused(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "x.fdx"
    file.write_text(f'<?xml version="1.0"?>{text}', encoding="utf-8")
    with pytest.raises(ScriptError, match=says):
        read_script(file)
