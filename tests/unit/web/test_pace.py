"""How often a host is asked. Time passes only when somebody sleeps."""

import threading

import pytest

from seoaudit.web.pace import Pace, Stopped, retry_after
from seoaudit.web.response import Response


class Time:
    """A clock that runs while somebody sleeps."""

    def __init__(self):
        self.now, self.slept = 100.0, []

    def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.now += seconds

    def pace(self, **options):
        return Pace(clock=lambda: self.now, sleep=self.sleep, now=lambda: self.now, **options)


@pytest.fixture
def time():
    return Time()


def ask(pace, host="a"):
    with pace.turn(host):
        pass


def answered(status=200, **headers):
    return Response(
        url="",
        status=status,
        headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()),
    )


def test_a_delay_between_requests_to_one_host(time):
    pace = time.pace(delay=2)
    for host in "aab":
        ask(pace, host)
    time.now += 0.5
    ask(pace)
    assert time.slept == [2, 1.5]


def test_time_that_has_passed_counts(time):
    pace = time.pace(delay=2)
    ask(pace)
    time.now += 60
    ask(pace)
    assert time.slept == []


def test_crawl_delay_makes_slower_but_never_faster(time):
    pace = time.pace(delay=2, longest=60)
    for delay in (5, 1):
        pace.slow_down("a", delay)
    ask(pace)
    ask(pace)
    pace.slow_down("a", 86_400)
    ask(pace)
    ask(pace)
    assert time.slept == [5, 5, 60]


@pytest.mark.parametrize(
    ("header", "wait"),
    [("30", 30), ("Thu, 01 Jan 1970 00:02:30 GMT", 50), ("86400", 120), ("soon", 2), ("0", 0), ("-5", 2)],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_says_how_long(time, status, header, wait):
    pace = time.pace()
    pace.after("a", answered(status, retry_after=header))
    assert pace.due("a") == wait
    ask(pace)
    assert sum(time.slept) == wait


def test_backing_off_and_coming_back(time):
    pace = time.pace(backoff=1, longest=5)
    waits = []
    for trouble in ("timeout", "reset", "refused", "timeout", "timeout"):
        pace.after("a", Response(url="", trouble=trouble))
        waits.append(pace.due("a"))
        time.now += waits[-1]
    assert (waits, pace.failures("a")) == ([1, 2, 4, 5, 5], 5)
    ask(pace)
    pace.after("a", answered(404))
    assert (pace.failures("a"), pace.due("a")) == (0, 0)
    pace.after("a", answered(503))
    assert pace.due("a") == 1


def test_what_was_under_way_together_counts_once(time):
    pace = time.pace()
    for _ in range(8):
        pace.after("a", answered(429, retry_after="3"))
    assert (pace.failures("a"), pace.due("a")) == (1, 3)
    time.now += 3
    pace.after("a", answered(429, retry_after="3"))
    assert pace.failures("a") == 2


def test_a_host_that_was_busy_is_asked_more_slowly_until_it_has_answered_for_a_while(time):
    pace = time.pace(backoff=2)
    pace.after("a", answered(429, retry_after="1"))
    for _ in range(20):
        ask(pace)
        pace.after("a", answered(200))
    wait, *slower = time.slept
    assert (wait, slower[0]) == (1, 0.25)
    assert slower == sorted(slower, reverse=True)
    assert 5 < len(slower) < 19


def test_other_troubles_are_no_reason_to_wait(time):
    pace = time.pace()
    for response in (answered(500), Response(url="", trouble="dns"), Response(url="", trouble="tls")):
        pace.after("a", response)
    assert pace.due("a") == 0


def test_who_was_waiting_already_respects_the_quiet(time):
    pace = time.pace(delay=1)
    ask(pace)

    def sleep(seconds):
        if not time.slept:  # another thread hears it in the meantime
            pace.after("a", answered(429, retry_after="10"))
        time.sleep(seconds)

    pace._sleep = sleep
    ask(pace)
    assert time.now == 110


def test_no_more_at_once_than_allowed():
    pace, inside, most, together = Pace(connections=2), [], [], threading.Barrier(2)

    def work():
        with pace.turn("a"):
            inside.append(1)
            most.append(len(inside))
            together.wait(5)  # two are inside at a time, or this breaks
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert max(most) == 2
    assert not together.broken


def test_a_stop_ends_the_waiting():
    pace = Pace(delay=3600)
    ask(pace)
    ended = threading.Event()

    def work():
        with pytest.raises(Stopped), pace.turn("a"):
            pass
        ended.set()

    thread = threading.Thread(target=work)
    thread.start()
    pace.stop()
    thread.join(10)
    assert ended.is_set()


@pytest.mark.parametrize(
    "value", ["", "x" * 9_999, "9" * 5_000, "²", "Mon, 99 Foo 0000", "Thu, 01 Jan 99999 00:00:00 GMT"]
)
def test_retry_after_is_what_somebody_else_wrote(value):
    found = retry_after(value, 0)
    assert found is None or found >= 0


def test_who_waits_can_ask_for_which_host_and_how_long(time):
    pace = time.pace(longest=60)
    assert pace.resting() is None
    pace.after("a", answered(429, retry_after="5"))
    pace.after("b", answered(503, retry_after="3600"))
    time.now += 2
    assert pace.resting() == ("b", 60, 58, 3600)
    time.now += 58
    assert pace.resting() is None
    pace.after("a", Response(url="", status=0, trouble="timeout"))
    assert pace.resting() == ("a", 4, 4, 0)


def test_a_shorter_wait_takes_nothing_off_a_longer_one(time):
    pace = time.pace()
    pace.after("a", answered(429, retry_after="30"))
    pace.after("a", answered(429, retry_after="5"))
    assert pace.resting() == ("a", 30, 30, 30)
