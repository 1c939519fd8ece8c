"""Small wrongs in a module, one at a time: a comparison turned, a number moved, a word changed, a line or an entry left out."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

TURNED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,), ast.And: (ast.Or,), ast.Or: (ast.And,),
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "all": "any", "any": "all"}


@dataclass(frozen=True)
class Mutant:
    """A module with one wrong: the line of it, what stood there, what stands there now, and the whole source."""

    line: int
    was: str
    now: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Every mutant of a module."""
    whole = ast.unparse(ast.parse(source))
    found: dict[str, Mutant] = {}
    for number in range(sum(1 for _ in _sites(ast.parse(source)))):
        tree = ast.parse(source)
        node, change = next(site for n, site in enumerate(_sites(tree)) if n == number)
        change()
        now = ast.unparse(ast.fix_missing_locations(tree))
        if now != whole:
            found.setdefault(now, Mutant(getattr(node, "lineno", 0), *_difference(whole, now), now))
    return list(found.values())


def _difference(before: str, after: str) -> tuple[str, str]:
    """The lines that differ, before and after."""
    old, new = before.splitlines(), after.splitlines()
    changes = [code for code in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if code[0] != "equal"]
    _, first, last, begin, end = changes[0]
    return " ".join(line.strip() for line in old[first:last]), " ".join(line.strip() for line in new[begin:end])


Site = tuple[ast.AST, Callable[[], None]]


def _sites(tree: ast.Module) -> Iterator[Site]:
    """Each place that can be made wrong, with the function that does it."""
    constants = _constants(tree)
    for node in _walk(tree):
        yield from _turned(node)
        yield from _left_out(node)
        if isinstance(node, ast.Constant):
            yield from ((node, lambda n=node, v=value: setattr(n, "value", v)) for value in _other(node.value))
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node, lambda n=node: setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand))
        elif isinstance(node, ast.If | ast.IfExp | ast.While):
            yield node.test, lambda n=node: setattr(n, "test", ast.UnaryOp(ast.Not(), n.test))
        elif isinstance(node, ast.Return) and node.value and not _is_none(node.value):
            yield node, lambda n=node: setattr(n, "value", ast.Constant(None))
        elif isinstance(node, ast.Name) and node.id in NAMES:
            yield node, lambda n=node: setattr(n, "id", NAMES[n.id])
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr.isupper():
            others = constants[node.value.id]
            other = others[(others.index(node.attr) + 1) % len(others)]
            yield node, lambda n=node, o=other: setattr(n, "attr", o)


def _turned(node: ast.AST) -> Iterator[Site]:
    """Operators."""
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            for other in TURNED.get(type(op), ()):
                yield node, lambda n=node, p=place, o=other: n.ops.__setitem__(p, o())
    elif isinstance(node, ast.BinOp | ast.BoolOp):
        for other in TURNED.get(type(node.op), ()):
            yield node, lambda n=node, o=other: setattr(n, "op", o())


def _left_out(node: ast.AST) -> Iterator[Site]:
    """Statements that do something, and entries of lists."""
    for name in ("body", "orelse"):
        body = getattr(node, name, None)
        for place, line in enumerate(body if isinstance(body, list) else ()):
            does = isinstance(line, ast.AugAssign | ast.Raise | ast.Break | ast.Continue)
            if does or (isinstance(line, ast.Expr) and isinstance(line.value, ast.Call)):
                yield line, lambda b=body, p=place: b.__setitem__(p, ast.Pass())
    entries = node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) and _loads(node) else None
    if isinstance(node, ast.Call) and len(node.args) > 1 and all(isinstance(a, ast.Attribute) for a in node.args):
        entries = node.args
    for place in range(len(entries)) if entries and len(entries) > 1 else ():
        yield node, lambda e=entries, p=place: e.pop(p)


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that is run: no annotations, no texts that only describe."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "bases") or isinstance(node, ast.JoinedStr | ast.Import):
            continue
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id.istitle():
            continue  # a type
        for child in value if isinstance(value, list) else [value]:
            described = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not described:
                yield from _walk(child)


def _other(value: object) -> tuple[object, ...]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int | float):
        return (value + 1,)
    return (value + "x",) if isinstance(value, str) else ()


def _constants(tree: ast.Module) -> dict[str, list[str]]:
    """Names in capitals that are asked of each name: members of its enumerations."""
    found: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr.isupper():
            known = found.setdefault(node.value.id, [])
            known += [node.attr] if node.attr not in known else []
    return found


def _loads(node: ast.Tuple | ast.List | ast.Set) -> bool:
    return isinstance(node, ast.Set) or isinstance(node.ctx, ast.Load)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None
