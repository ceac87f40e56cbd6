"""The one command from nothing to weights."""

import importlib.util
from pathlib import Path

import pytest

from models.feet.make import make, steps


@pytest.fixture
def todo(tmp_path):
    return steps(tmp_path, Path("clips"), None, 2, half=True)


class Runs:
    """Makes a step's last file, or breaks off at the one of that number."""

    def __init__(self, todo, breaks_at=None):
        self.todo, self.breaks_at, self.done = todo, breaks_at, []

    def __call__(self, module, words):
        if len(self.done) == self.breaks_at:
            raise KeyboardInterrupt
        step = next(s for s in self.todo if [str(w) for w in s.words] == words)
        assert step.module == module
        self.done.append(step)
        if step.makes.name != "done":
            step.makes.touch()


def test_it_goes_on_where_it_was_cut_off(todo):
    first = Runs(todo, breaks_at=5)
    with pytest.raises(KeyboardInterrupt):
        make(todo, first)
    second = Runs(todo)
    make(todo, second)
    assert [*first.done, *second.done] == todo
    third = Runs(todo)
    make(todo, third)
    assert not third.done


def test_steps_are_there_and_use_what_those_before_made(todo, tmp_path):
    made = set()
    for step in todo:
        assert importlib.util.find_spec(f"models.feet.{step.module}")
        for word in step.words:
            if isinstance(word, Path) and word.suffix in {".onnx", ".pt"} and word != step.makes:
                assert word.parent in made
        made.add(step.makes.parent)
    weights = {s.makes.name for s in todo if s.makes.parent == tmp_path / "weights"}
    assert weights == {"feet.onnx", "feet-told.onnx", "feet-finder.onnx", "feet-check.onnx"}
