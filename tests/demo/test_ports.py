"""Where `make run` listens, and what it says when it cannot."""

import socket

import pytest

from demo import ports
from demo.ports import PortTakenError, choose_port


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_port_asked_for_and_free_is_taken_without_a_word(taken):
    said = []
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]

    assert choose_port(free, say=said.append) == free
    assert said == []


def test_port_asked_for_and_in_use_is_refused_with_the_command_for_another(taken):
    with pytest.raises(PortTakenError, match=f"Port {taken} is in use.*make run PORT={taken + 1}"):
        choose_port(taken, say=print)


@pytest.mark.parametrize("wrong", [-1, 70_000])
def test_port_that_cannot_be_is_refused(wrong):
    with pytest.raises(PortTakenError, match="make run PORT="):
        choose_port(wrong, say=print)


def test_without_a_wish_the_next_free_port_is_taken_and_said(taken, monkeypatch):
    monkeypatch.setattr(ports, "DEFAULT_PORT", taken)
    said = []

    port = choose_port(None, say=said.append)

    assert port > taken
    assert said == [f"Port {taken} is in use by another program; taking {port} instead."]


def test_without_any_free_port_the_command_for_another_is_said(taken, monkeypatch):
    monkeypatch.setattr(ports, "DEFAULT_PORT", taken)
    monkeypatch.setattr(ports, "TRIED_PORTS", 1)

    with pytest.raises(PortTakenError, match=f"make run PORT={taken + 1}"):
        choose_port(None, say=print)
