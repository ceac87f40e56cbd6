"""What was given up, by its reason; and what counts after all."""

from formcheck.exercises.drop_log import DropLog


def test_what_counts_after_all_is_not_among_what_was_given_up():
    log = DropLog()
    log.add("too fast", 1.0)
    log.add("too fast", 2.0)
    log.add("turned", 3.0)
    log.take_back(2.0)
    log.take_back(3.0)
    log.take_back(9.0)  # never given up
    assert [(one.why, one.times, one.at_s) for one in log.not_counted] == [("too fast", 1, [1.0])]
