"""Results of an earlier run stay, and that is said."""

from formcheck.cli.earlier import Earlier


def test_nothing_is_said_where_nothing_lay(tmp_path):
    made = [("a.mp4", tmp_path / "a")]
    assert Earlier(tmp_path / "not there").note(made) == ""
    assert Earlier(tmp_path).note(made) == ""


def test_results_beside_earlier_ones_are_named(tmp_path):
    for name in ("a", "b", "c d"):
        (tmp_path / name).mkdir()
    earlier = Earlier(tmp_path)
    one = earlier.note([("a.mp4", tmp_path / "a-2"), ("new.mp4", tmp_path / "new")])
    assert one == ("Earlier results were kept. The new ones are in a-2; --overwrite replaces them.")
    all_three = [(f"{name}.mp4", tmp_path / f"{name}-2") for name in ("a", "b", "c d")]
    assert "a-2, b-2 and so on" in earlier.note(all_three)


def test_replaced_results_and_equal_names_of_one_run_are_no_earlier_ones(tmp_path):
    (tmp_path / "a").mkdir()
    assert Earlier(tmp_path).note([("a.mp4", tmp_path / "a")]) == ""
    same = [("monday/b.mp4", tmp_path / "b"), ("tuesday/b.mp4", tmp_path / "b-2")]
    assert Earlier(tmp_path).note(same) == ""
