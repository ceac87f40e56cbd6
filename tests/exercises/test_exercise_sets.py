"""Which repetitions belong together, and when a set is over."""

from hypothesis import given
from hypothesis import strategies as st

from formcheck.exercises.sets import SetKeeper
from tests.support.properties import steady

PAUSE, AWAY = 15.0, 10.0


def keeper(reps=None):
    return SetKeeper(pause_s=PAUSE, away_s=AWAY, reps=reps)


def with_one_rep(end=10.0):
    sets = keeper()
    sets.seen(end, active=True)
    sets.add("rep", end - 2, end)
    return sets


def test_before_the_first_repetition_there_is_no_set():
    sets = keeper()
    sets.seen(0.0, active=False)
    assert sets.current is None
    assert sets.overdue(1000.0) == ""
    assert sets.close("whatever") is None
    sets.discard()
    assert sets.sets == []


def test_a_set_begins_with_its_first_repetition_and_keeps_the_last_end():
    sets = with_one_rep(10.0)
    opened = sets.add("other", 11.0, 12.5)
    assert (opened.index, opened.start, opened.end) == (1, 8.0, 12.5)
    assert opened.reps == ["rep", "other"]


@steady
@given(st.floats(0, 40))
def test_a_pause_ends_a_set_and_not_before(waited):
    sets = with_one_rep(10.0)
    sets.seen(10.0 + waited, active=False)
    assert sets.overdue(10.0 + waited) == ("a pause" if waited >= PAUSE else "")


@steady
@given(st.floats(0, 40))
def test_being_away_ends_a_set_and_not_before(waited):
    sets = with_one_rep(10.0)
    assert sets.overdue(10.0 + waited) == ("out of the picture" if waited >= AWAY else "")


def test_a_long_hold_is_no_pause():
    sets = with_one_rep(10.0)
    for t in range(11, 60):
        sets.seen(float(t), active=True)
        assert sets.overdue(float(t)) == ""


@steady
@given(st.lists(st.integers(0, 3), max_size=8))
def test_sets_are_numbered_in_order_and_hold_everything(sizes):
    sets = keeper()
    t = 0.0
    for size in sizes:
        for _ in range(size):
            sets.add(t, t, t + 1)
            t += 2
        sets.close("a pause")
    assert [s.index for s in sets.sets] == list(range(1, sum(n > 0 for n in sizes) + 1))
    assert [len(s.reps) for s in sets.sets] == [n for n in sizes if n]
    assert all(s.ended_by == "a pause" for s in sets.sets)


@steady
@given(st.integers(1, 50), st.integers(0, 60))
def test_full_at_the_prescribed_number(target, counted):
    assert keeper(target).full(counted) == (counted >= target)
    assert not keeper().full(counted)


def test_a_discarded_set_leaves_its_number_free():
    sets = with_one_rep()
    sets.discard()
    assert (sets.sets, sets.current) == ([], None)
    assert sets.add("again", 20.0, 22.0).index == 1
