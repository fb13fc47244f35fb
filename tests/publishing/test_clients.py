"""A client is ready when its kernel has answered and what the kernel publishes arrives."""

from __future__ import annotations

import asyncio
from queue import Empty

import pytest

from briefkit.publishing.clients import PromptClient


class Told(PromptClient):
    """A client that is told what its kernel says: `shell` and `iopub`, oldest first.

    None stands for a wait in which nothing comes; `q1` is the first question.
    """

    def say(self, shell, iopub, alive=True):
        self.shell, self.iopub, self.alive, self.asked = shell, iopub, alive, 0
        return self

    def kernel_info(self):
        self.asked += 1
        return f"q{self.asked}"

    async def get_shell_msg(self, timeout):  # noqa: ARG002
        return _next(self.shell)

    async def get_iopub_msg(self, timeout):  # noqa: ARG002
        return _next(self.iopub)

    async def is_alive(self):
        return self.alive


def _next(said):
    message = said.pop(0) if said else None
    if message is None:
        raise Empty
    return message


def reply(to):
    content = {"protocol_version": "5.4"}
    return {"parent_header": {"msg_id": to}, "content": content}


def status(to, state):
    return {"parent_header": {"msg_id": to} if to else {}, "content": {"execution_state": state}}


def wait(client, seconds=None):
    asyncio.run(client.wait_for_ready(timeout=seconds))
    return client


def test_an_answer_and_its_last_word_are_enough():
    said = [status("", "starting"), status("q1", "busy"), status("q1", "idle")]
    client = wait(Told().say([reply("q1")], said))
    assert client.asked == 1
    assert client.iopub == []


def test_a_kernel_is_asked_again_where_nobody_listened_yet():
    said = [None, status("q2", "busy"), status("q2", "idle")]
    assert wait(Told().say([reply("q1"), reply("q2")], said)).asked == 2


def test_what_belongs_to_an_earlier_question_does_not_count():
    said = [status("q1", "busy"), None, status("q1", "idle"), status("q2", "idle")]
    client = wait(Told().say([reply("q1"), reply("q2")], said))
    assert client.asked == 2
    assert client.iopub == []


def test_a_kernel_that_dies_before_it_answers_is_said_to_have_died():
    with pytest.raises(RuntimeError, match="died before it answered"):
        wait(Told().say([], [], alive=False))


def test_a_kernel_that_never_answers_is_given_up():
    with pytest.raises(RuntimeError, match="did not answer in 0 seconds"):
        wait(Told().say([], []), seconds=0)
