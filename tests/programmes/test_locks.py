"""Whoever changes an application, a phase or an award has read it again under its lock: looked for in the source."""

import ast
from pathlib import Path

import pytest

ACTIONS = Path(__file__).parents[2] / "src" / "balcao" / "programmes" / "actions"
LOCKS = {"lock", "lock_phase", "lock_with_phase", "_lock_award", "_lock_draft", "select_for_update"}
WRITES = {"save", "update", "delete", "bulk_update", "move", "move_many"}
WITHOUT = {
    ("change_phase", "make_phase"): "a row that nobody else knows yet",
    ("change_phase", "copy_phase"): "a row that nobody else knows yet",
    ("keep", "erase_kept"): "awards of erased businesses whose years are over: nobody else touches them",
    ("keep", "_empty"): "what erasing a business leaves: its members are gone",
    ("keep", "erase_part"): "drafts of a business that is being erased, under its lock",
    ("move", "_write"): "the statement of `move_many`, which asks for the state that the caller saw",
}
"""Functions that write without a lock of their own, and why that is right."""


def functions():
    for path in sorted(ACTIONS.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield pytest.param(path.stem, node, id=f"{path.stem}.{node.name}")


def calls(node):
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            yield name


@pytest.mark.parametrize(("module", "node"), functions())
def test_what_is_written_was_locked(module, node):
    found = set(calls(node))
    if not found & WRITES or (module, node.name) in WITHOUT:
        return
    said = "locked" in (ast.get_docstring(node) or "") or "under the lock" in (ast.get_docstring(node) or "")
    assert found & LOCKS or said, (
        f"{module}.{node.name} writes without a lock, and does not say that its caller has one"
    )


def test_the_exceptions_are_still_there():
    there = {(param.values[0], param.values[1].name) for param in functions()}
    assert set(WITHOUT) <= there
