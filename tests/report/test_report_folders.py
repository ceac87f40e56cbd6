import pytest
from hypothesis import given
from hypothesis import strategies as st

from formcheck.errors import OutputError
from formcheck.report.folders import discard_if_empty, result_folder, safe_name


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("IMG_2041.mov", "IMG_2041"),
        ("a/b/left leg 1.5 kg.mp4", "left leg 1.5 kg"),
        (r"C:\videos\heel.avi", "heel"),
        ("rtsp://host:554/stream1?token=x", "stream1"),
        ("set #2?.mp4", "set #2_"),
        ("..", "video"),
        ("../../etc/passwd", "passwd"),
        ("", "video"),
        ("...", "video"),
        (".mp4", "mp4"),
        ("CON.mp4", "CON_"),
        ("lpt1", "lpt1_"),
        ("ends. .mp4", "ends"),
        ("-rf.mp4", "rf"),
        ("line\nbreak\x00\x1b[31m.mp4", "line_break__[31m"),
        ("Fußübung.mp4", "Fußübung"),
        ("\udcff\udcfe.mp4", "__"),
        ("x" * 300 + ".mp4", "x" * 80),
        ("0", "0"),
    ],
)
def test_names_become_one_harmless_path_part(source, name):
    assert safe_name(source) == name


@given(st.text())
def test_any_name_lies_directly_in_the_output_folder(source):
    name = safe_name(source)
    assert name
    assert not set(name) & set('/\\<>:"|?*\0')
    assert not name.startswith((".", "-"))
    assert not name.endswith((" ", "."))
    assert len(name.encode()) <= 81


def test_same_names_get_distinct_folders(tmp_path):
    taken = set()
    folders = [result_folder(tmp_path, n, taken) for n in ("a/x.mp4", "b/x.mov", "X.avi")]
    assert [f.name for f in folders] == ["x", "x-2", "X-3"]
    assert taken == set(folders)
    assert all(f.is_dir() for f in folders)


def test_earlier_results_stay_unless_overwrite(tmp_path):
    first = result_folder(tmp_path, "x.mp4", set())
    assert result_folder(tmp_path, "x.mp4", set()).name == "x-2"
    assert result_folder(tmp_path, "x.mp4", set(), overwrite=True) == first


def test_overwrite_never_gives_one_folder_to_two_videos(tmp_path):
    taken = set()
    for _ in range(2):
        result_folder(tmp_path, "x.mp4", set())
    names = [result_folder(tmp_path, "x.mp4", taken, overwrite=True).name for _ in range(2)]
    assert names == ["x", "x-2"]


def test_a_failed_video_gives_its_name_back(tmp_path):
    folder = result_folder(tmp_path, "x.mp4", set())
    discard_if_empty(folder)
    assert not folder.exists()
    folder = result_folder(tmp_path, "x.mp4", set())
    (folder / "report.json").write_text("{}")
    discard_if_empty(folder)
    assert folder.exists()


def test_a_place_that_cannot_hold_folders_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="Cannot write"):
        result_folder(tmp_path / "file", "x.mp4", set())
