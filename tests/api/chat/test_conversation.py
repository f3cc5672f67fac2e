"""What is said in a chat: to questions, to follow-ups, to commands, and where something fails."""

from collections.abc import Generator, Iterator

import pytest

from api.app import create_app
from api.chat.answers import Answers, ServiceAnswers, StoreAnswers
from api.chat.conversation import COMMANDS, Chat
from api.chat.view import HELP
from api.client import SourcierClient
from api.clients.values import Question
from api.wire.stream_events import HitsEvent, StreamEvent, TextEvent
from rag.assembly import assemble, open_index
from rag.settings import Settings
from running_service import run_app
from sample_articles import EMOJI_FUND

QUESTION = "Qui dirige le fonds municipal de Shanghai pour l’intelligence artificielle ?"
AMOUNT = "Quel est le montant du fonds municipal de Shanghai ?"
UNKNOWN = "Quel est le prix du café à Oslo ?"


@pytest.fixture(params=["store", "service"])
def answers(stored: Settings, request: pytest.FixtureRequest) -> Iterator[Answers]:
    """The same answers from the store and from a service over it."""
    if request.param == "store":
        with open_index(stored) as index:
            yield StoreAnswers(assemble(index, stored))
    else:
        with run_app(create_app(stored)) as address, SourcierClient(address) as client:
            yield ServiceAnswers(client)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def chat(answers: Answers, said: list[str]) -> Chat:
    return Chat(answers, said.append, marked=("<", ">"))


def heard(chat: Chat, said: list[str], line: str) -> list[str]:
    """What is said to one line."""
    said.clear()
    assert chat.take(line)
    return [block.replace("\n", " ") for block in said if block]


def test_an_answer_is_its_sentences_and_then_where_they_stand(chat: Chat, said: list[str]) -> None:
    first, *others, end = heard(chat, said, QUESTION)
    assert first == "Le fonds est dirigé par Wu Wei, son directeur général. [1]"
    assert all(sentence.endswith("]") for sentence in others)
    assert f"[1] {EMOJI_FUND.title} · Le Quotidien · 10 juillet 2020" in end
    assert "Wu Wei" in end


def test_a_follow_up_shows_the_question_that_was_searched(chat: Chat, said: list[str]) -> None:
    heard(chat, said, AMOUNT)
    assert "→ Qui dirige le fonds municipal de Shanghai ?" in heard(chat, said, "Qui le dirige ?")[0]


def test_a_new_conversation_knows_nothing_of_the_one_before(chat: Chat, said: list[str]) -> None:
    heard(chat, said, AMOUNT)
    assert heard(chat, said, "/nouveau") == ["Nouvelle conversation."]
    assert not any("→" in block for block in heard(chat, said, "Qui le dirige ?"))


def test_a_refusal_is_said_with_what_is_nearest(chat: Chat, said: list[str]) -> None:
    (only,) = heard(chat, said, UNKNOWN)
    assert only.startswith("Les articles ne le disent pas")
    assert heard(chat, said, "/source 1") == ["La dernière réponse ne cite rien."]


def test_a_source_is_its_passage_with_the_quote_marked(chat: Chat, said: list[str]) -> None:
    heard(chat, said, QUESTION)
    (shown,) = heard(chat, said, "/source 1")
    flat = " ".join(shown.split())
    assert "<Le fonds est dirigé par Wu Wei, son directeur général.> Il investira" in flat
    assert "🚀 Shanghai lance" in flat
    assert "https://presse.example/fonds" in flat
    assert heard(chat, said, "/source [1]") == [shown]
    assert "Donnez le numéro d’une citation" in heard(chat, said, "/source 9")[0]


def test_days_narrow_what_is_searched(chat: Chat, said: list[str]) -> None:
    assert heard(chat, said, "/depuis 2024-08-03") == ["Articles parus depuis le 3 août 2024."]
    assert EMOJI_FUND.title not in "".join(heard(chat, said, QUESTION))
    assert heard(chat, said, "/jusque 2024-08-04") == ["Articles parus depuis le 3 août 2024 jusqu’au 4 août 2024."]
    assert heard(chat, said, "/depuis hier") == ["Donnez le jour ainsi : 2024-01-31"]
    assert heard(chat, said, "/depuis") == ["Articles parus jusqu’au 4 août 2024."]
    assert heard(chat, said, "/jusque") == ["Tous les articles."]
    assert EMOJI_FUND.title in "".join(heard(chat, said, QUESTION))


def test_every_command_is_told_and_an_unknown_one_too(chat: Chat, said: list[str]) -> None:
    assert heard(chat, said, "/aide") == [HELP.replace("\n", " ")]
    assert all(command in HELP for command in COMMANDS)
    assert "n’existe pas" in heard(chat, said, "/sources")[0]
    assert heard(chat, said, "  ") == []


def test_what_cannot_be_asked_is_said_and_the_chat_goes_on(chat: Chat, said: list[str]) -> None:
    assert heard(chat, said, "?!")[0].startswith("Cette question ne peut pas être posée")
    assert heard(chat, said, QUESTION)[0].startswith("Le fonds est dirigé")


def test_a_chat_ends_when_asked(chat: Chat) -> None:
    assert chat.take("/quitter") is False


def test_a_service_that_is_gone_is_said_to_be(said: list[str]) -> None:
    with SourcierClient("http://127.0.0.1:9", retries=0) as client:
        assert heard(Chat(ServiceAnswers(client), said.append, marked=("", "")), said, QUESTION)[0].startswith(
            "Le service ne répond pas."
        )


class Interrupted:
    """Somebody presses Ctrl+C behind the first sentence."""

    def __init__(self) -> None:
        self.questions: list[Question] = []
        self.closed = False

    def stream(self, question: Question) -> Generator[StreamEvent, None, None]:
        self.questions.append(question)
        try:
            yield HitsEvent(standalone_question=question.text, hits=[])
            yield TextEvent(text="Une phrase. [1]")
            raise KeyboardInterrupt
        finally:
            self.closed = True


def test_an_answer_that_is_interrupted_is_left_and_forgotten(said: list[str]) -> None:
    answers = Interrupted()
    chat = Chat(answers, said.append, marked=("", ""))
    assert heard(chat, said, "Qui ?") == ["Une phrase. [1]", "Réponse interrompue."]
    assert answers.closed
    heard(chat, said, "Et où ?")
    assert answers.questions[1].history == ()
