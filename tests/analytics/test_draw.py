"""The draw: as written in docs/methods/draw.md, again by a program of its own, and no byte of a record can be changed unseen."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from balcao.analytics.draw import Beacon, DrawError, commitment, draw, record_text, verify
from balcao.cli import main

ROOT = Path(__file__).parents[2]
NONCE = "5f" * 32
BEACON = Beacon("a public lottery", "round 7", "12 19 23 31 40 44")


def by_hand(file: Path) -> str:
    script = ROOT / "tests/analytics/draw_by_hand.py"
    return subprocess.run([sys.executable, str(script), str(file)], capture_output=True, text=True, check=True).stdout


def example() -> str:
    """The record in the documentation."""
    return re.search(r"```json\n(\{.*\}\n)```", (ROOT / "docs/methods/draw.md").read_text())[1]


def test_the_worked_example_is_right_by_both_programs(tmp_path):
    record = tmp_path / "record.json"
    record.write_text(example())
    assert verify(example())["selected"] and by_hand(record) == ""


def test_the_worked_example_is_what_its_command_prints(tmp_path, capsys, monkeypatch):
    text = (ROOT / "docs/methods/draw.md").read_text()
    command = re.search(r"\nbalcao draw run(.*?)\n\n", text.replace("\\\n", ""), re.S)[1]
    (tmp_path / "entrants.txt").write_text(re.search(r"```text\n(.*?)```", text, re.S)[1].replace("    ", "\t"))
    monkeypatch.chdir(tmp_path)
    arguments = re.findall(r'"([^"]*)"|(\S+)', command)
    assert main(["draw", "run", *(quoted or plain for quoted, plain in arguments)]) == 0
    assert capsys.readouterr().out == example()


@given(
    strata=st.dictionaries(st.sampled_from(["micro", "old town", "舊區"]), st.integers(0, 4), max_size=3),
    entrants=st.dictionaries(
        st.text("ABC-0123é中", min_size=1, max_size=6), st.sampled_from(["", "micro", "old town", "舊區"]), max_size=30
    ),
    more=st.integers(0, 9),
    nonce=st.binary(min_size=32, max_size=32),
    value=st.text(max_size=20),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_drawn_is_whole_and_verifies(strata, entrants, more, nonce, value):
    places = sum(strata.values()) + more
    record = draw("phase", entrants, places, strata, nonce.hex(), Beacon("s", "r", value))
    assert sorted(record["order"]) == sorted(entrants)
    assert len(record["selected"]) == min(places, len(entrants))
    for name, kept in strata.items():
        members = {ref for ref, stratum in entrants.items() if stratum == name}
        assert len(members & set(record["selected"])) >= min(kept, len(members))
    assert verify(record_text(record)) == {**record, "record_sha256": json.loads(record_text(record))["record_sha256"]}


def test_another_program_draws_the_same(tmp_path):
    entrants = {f"M26-{n:04}": ("micro" if n % 3 == 0 else "old town" if n % 3 == 1 else "") for n in range(400)}
    for strata in ({}, {"micro": 30, "old town": 10}):
        record = tmp_path / "record.json"
        record.write_text(record_text(draw("phase", entrants, 60, strata, NONCE, BEACON)))
        assert by_hand(record) == ""


def test_no_byte_of_a_record_can_be_changed_unseen():
    entrants = {"A-1": "", "A-2": "micro", "B-7": "micro", "C-9": ""}
    text = record_text(draw("Café", entrants, 2, {"micro": 1}, NONCE, BEACON)).encode()
    verify(text)
    for position in range(len(text)):
        for other in {text[position] ^ 1, text[position] ^ 32, ord("0"), ord(" ")} - {text[position]}:
            changed = text[:position] + bytes([other]) + text[position + 1 :]
            with pytest.raises(DrawError):
                verify(changed)
        with pytest.raises(DrawError):
            verify(text[:position] + text[position + 1 :])


def test_a_record_without_its_seal_is_checked_too():
    record = draw("phase", {"A": "", "B": ""}, 1, {}, NONCE, BEACON)
    verify(json.dumps(record, indent=2))
    with pytest.raises(DrawError, match="commitment"):
        verify(json.dumps({**record, "commitment": commitment("0" * 64)}))


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"order": ["A", "B", "C"][::-1]}, "order"),
        ({"selected": []}, "selected"),
        ({"seed": "0" * 64}, "seed"),
        ({"nonce": "1" * 64}, "commitment"),
        ({"entrants_sha256": "0" * 64}, "entrants_sha256"),
        ({"version": 2}, "version"),
        ({"places": -1}, "places"),
        ({"places": True}, "shape"),
        ({"more": 1}, "key_unknown"),
        ({"entrants": [{"ref": "A", "stratum": ""}] * 2}, "ref_twice"),
        ({"entrants": [{"ref": "B", "stratum": ""}, {"ref": "A", "stratum": ""}]}, "entrants_unsorted"),
        ({"beacon": {"source": "x"}}, "shape"),
        ({"beacon": {"source": "a public lottery", "round": "round 7", "value": "other"}}, "seed"),
    ],
)
def test_the_first_thing_that_is_wrong_is_named(change, wrong, tmp_path, capsys):
    record = draw("phase", {"A": "", "B": "", "C": ""}, 1, {}, NONCE, BEACON)
    if change.get("order") == record["order"]:
        change = {"order": record["order"][::-1]}
    file = tmp_path / "record.json"
    file.write_text(json.dumps({**record, **change}))
    with pytest.raises(DrawError, match=wrong):
        verify(file.read_text())
    for language in ("en", "pt", "zh-Hant"):
        assert main(["draw", "verify", str(file), "--language", language]) == 2
        said = capsys.readouterr()
        assert said.err.strip() and not said.out


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"a":1,"a":2}', b"[" * 100_000, b'{"version":NaN}']
)
def test_what_is_no_record_is_refused_in_words(content, tmp_path, capsys):
    file = tmp_path / "record.json"
    file.write_bytes(content)
    assert main(["draw", "verify", str(file)]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert main(["draw", "verify", str(tmp_path / "none.json")]) == 2


@pytest.mark.parametrize(
    ("lines", "places", "nonce"),
    [
        ("A\nA\n", ["1"], NONCE),
        ("A\n\nB\n", ["1"], NONCE),
        ("A\tx\n", ["1", "x=2"], NONCE),
        ("A\n", ["many"], NONCE),
        ("A\n", ["1"], "xyz"),
        ("A\n", ["1"], NONCE.upper()),
        ("A\n", ["remainder=1"], NONCE),
        ("A\n", ["x=1", "x=1"], NONCE),
    ],
)
def test_a_draw_that_cannot_be_is_refused(lines, places, nonce, tmp_path, capsys):
    file = tmp_path / "entrants.txt"
    file.write_text(lines)
    options = [word for number in places for word in ("--places", number)]
    assert (
        main(["draw", "run", "--phase", "p", "--entrants", str(file), *options, "--nonce", nonce, "--beacon", "b"]) == 2
    )
    said = capsys.readouterr()
    assert said.err.strip() and not said.out


WHOLE = draw("phase", {"A": "", "B": "m", "C": ""}, 2, {"m": 1}, NONCE, BEACON)
KEYS = ["version", "phase", "places", "strata", "entrants", "entrants_sha256", "commitment", "nonce", "beacon", "seed", "order", "selected"]  # fmt: skip
M = {"name": "m", "places": 1}


def wrong(record: dict) -> tuple[str, dict]:
    """The code and the facts of what is wrong with a record."""
    with pytest.raises(DrawError) as found:
        verify(json.dumps(record))
    return found.value.code, dict(found.value.facts)


def test_every_key_is_needed_and_no_other_is_taken():
    assert sorted(WHOLE) == sorted(KEYS) and json.loads(record_text(WHOLE)).keys() - WHOLE.keys() == {"record_sha256"}
    for key in KEYS:
        assert wrong({name: value for name, value in WHOLE.items() if name != key}) == ("key_missing", {"key": key})
    assert wrong({**WHOLE, "more": 1}) == ("key_unknown", {"key": "more"})


@pytest.mark.parametrize("key, values", {
    "phase": [1, None], "places": ["2", 2.0, None, False], "strata": [{}, [M, 1], [{"name": "m"}], [{"name": 1, "places": 1}], [{"name": "m", "places": True}], [{**M, "more": 1}]],
    "entrants": [{}, ["A"], [{"ref": "A"}], [{"ref": 1, "stratum": ""}], [{"ref": "A", "stratum": None}]], "entrants_sha256": [3], "commitment": [3], "nonce": [3, None],
    "beacon": [[], {"source": "s", "round": "r"}, {"source": "s", "round": "r", "value": 3}], "seed": [None], "order": ["ABC", ["A", 1], {}], "selected": ["A", [None]],
    "record_sha256": [3],
}.items())  # fmt: skip
def test_every_part_has_its_shape(key, values):
    for value in values:
        assert wrong({**WHOLE, key: value}) == ("shape", {}), value


def entrants(*refs: str) -> dict:
    return {"entrants": [{"ref": ref, "stratum": ""} for ref in refs]}


@pytest.mark.parametrize("change, code, facts", [
    ({"strata": [M, M]}, "stratum_twice", {"name": "m"}), ({"strata": [{**M, "name": "remainder"}]}, "stratum", {"name": "remainder"}),
    ({"strata": [{**M, "name": ""}]}, "stratum", {"name": ""}), ({"strata": [{**M, "places": 3}]}, "places", {"places": 2}),
    ({"strata": [{**M, "places": -1}]}, "places", {"places": 2}), ({"places": -1, "strata": []}, "places", {"places": -1}),
    (entrants("A", "B", "B", "C", "C"), "ref_twice", {"ref": "B"}), (entrants("B", "A"), "entrants_unsorted", {}),
    (entrants("", "A"), "ref", {"ref": ""}), (entrants(" A"), "ref", {"ref": " A"}), (entrants("A\n"), "ref", {"ref": "A\n"}), (entrants("A\tB"), "ref", {"ref": "A\tB"}),
    (entrants("A", "B"), "entrants_sha256", {}), ({"nonce": "5f" * 31}, "nonce", {}), ({"nonce": "5F" * 32}, "nonce", {}), ({"nonce": "5g" * 32}, "nonce", {}),
    ({"nonce": "5e" * 32}, "commitment", {}), ({"commitment": "0" * 64}, "commitment", {}), ({"seed": "0" * 64}, "seed", {}),
    ({"phase": "other"}, None, {}),  # of no hash but the seal's
    ({"version": 2}, "version", {"version": 2}), ({"version": True}, "version", {"version": True}), ({"record_sha256": "0" * 64}, "seal", {}),
])  # fmt: skip
def test_what_is_wrong_has_a_name_and_says_where(change, code, facts):
    changed = {**WHOLE, **change}
    if code is None:
        assert verify(json.dumps(changed)) == changed
    else:
        assert wrong(changed) == (code, facts)


def test_the_place_of_what_was_exchanged_or_cut_off_is_told():
    first, second, third = WHOLE["order"]
    assert wrong({**WHOLE, "order": [second, first, third]}) == ("order", {"place": 1})
    assert wrong({**WHOLE, "order": [first, third, second]}) == ("order", {"place": 2})
    assert wrong({**WHOLE, "order": [first, second]}) == ("order", {"place": 3})
    assert wrong({**WHOLE, "order": [first, second, third, third]}) == ("order", {"place": 4})
    assert wrong({**WHOLE, "selected": [first]}) == ("selected", {"place": 2})
    assert wrong({**WHOLE, "selected": [first, third]}) == ("selected", {"place": 2})


def test_places_of_a_stratum_come_first_and_what_it_leaves_goes_to_all():
    record = draw("p", {"A": "m", "B": "", "C": "", "D": "gone"}, 3, {"m": 2}, NONCE, BEACON)
    assert (
        record["order"][0] == "A" and sorted(record["order"]) == ["A", "B", "C", "D"] and len(record["selected"]) == 3
    )
    assert draw("p", {}, 0, {}, NONCE, BEACON)["order"] == []
    assert draw("p", {"A": "m"}, 0, {"m": 0}, NONCE, BEACON)["selected"] == []


def test_a_key_that_is_there_twice_is_no_record_whichever_is_right():
    text = json.dumps(WHOLE)
    verify(text)
    for twice in (
        text.replace('"places": 2', '"places": 9, "places": 2', 1),
        text.replace('"ref": "A"', '"ref": "X", "ref": "A"', 1),
    ):
        with pytest.raises(DrawError, match="unreadable"):
            verify(twice)
