"""A conversation in the terminal: questions, follow-ups, and a few commands about them."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date

from api.chat.answers import AnswerFailure, Answers
from api.chat.view import HELP, render_end, render_passage, render_sentence, render_standalone
from api.clients.values import EVERY_ARTICLE, Question, Turn
from api.commands.french_lines import french_date, wrapped
from api.wire.schemas import AnswerResponse, CitationObject
from api.wire.stream_events import HitsEvent, StreamEvent, TextEvent

COMMANDS = ("/aide", "/depuis", "/jusque", "/nouveau", "/quitter", "/source")
_REMEMBERED = 20  # turns; those before are not looked at by what reads follow-ups


class Chat:
    """Takes what is typed, and says what there is to say to it.

    `say` shows a block of text; `marked` is what stands around a quote that is shown in its passage.
    """

    def __init__(self, answers: Answers, say: Callable[[str], None], *, marked: tuple[str, str]) -> None:
        self._answers = answers
        self._say = say
        self._marked = marked
        self._history: list[Turn] = []
        self._filters = EVERY_ARTICLE
        self._last: AnswerResponse | None = None
        self._commands: dict[str, Callable[[str], None]] = {
            "/aide": lambda _: self._say(HELP),
            "/depuis": self._since,
            "/jusque": self._until,
            "/nouveau": self._forget,
            "/source": self._show_source,
        }

    def take(self, line: str) -> bool:
        """Answers a question or carries out a command; False where that is to leave."""
        typed = line.strip()
        if typed == "/quitter":
            return False
        if typed.startswith("/"):
            name, _, argument = typed.partition(" ")
            self._commands.get(name, self._unknown)(argument.strip())
        elif typed:
            self._ask(typed)
        return True

    def _ask(self, typed: str) -> None:
        question = Question(typed, history=tuple(self._history[-_REMEMBERED:]), filters=self._filters)
        try:
            with closing(self._answers.stream(question)) as events:
                for event in events:
                    self._show(typed, event)
        except AnswerFailure as failure:
            self._say(wrapped(str(failure)))
        except KeyboardInterrupt:
            self._say("Réponse interrompue.")

    def _show(self, typed: str, event: StreamEvent) -> None:
        match event:
            case HitsEvent(standalone_question=standalone) if standalone != typed:
                self._say(render_standalone(standalone))
            case TextEvent(text=text):
                self._say(render_sentence(text))
            case AnswerResponse():
                self._say(render_end(event))
                self._history += [Turn("user", typed), Turn("assistant", event.text)]
                self._last = event
            case _:
                pass  # a citation is shown below its answer, which has it too

    def _show_source(self, argument: str) -> None:
        found = self._cited(argument)
        if found is not None and self._last is not None:
            self._say(render_passage(found, self._last.hits, marked=self._marked))
        elif self._last is None or not self._last.citations:
            self._say("La dernière réponse ne cite rien.")
        else:
            indices = sorted({citation.index for citation in self._last.citations})
            numbers = "1" if len(indices) == 1 else f"de {indices[0]} à {indices[-1]}"
            self._say(f"Donnez le numéro d’une citation, {numbers} : /source 1")

    def _cited(self, argument: str) -> CitationObject | None:
        cited = self._last.citations if self._last else []
        return next((citation for citation in cited if str(citation.index) == argument.strip("[]")), None)

    def _since(self, argument: str) -> None:
        day = _day(argument)
        if day is not None or not argument:
            self._filters = replace(self._filters, published_from=day)
        self._say_filters(understood=day is not None or not argument)

    def _until(self, argument: str) -> None:
        day = _day(argument)
        if day is not None or not argument:
            self._filters = replace(self._filters, published_to=day)
        self._say_filters(understood=day is not None or not argument)

    def _say_filters(self, *, understood: bool) -> None:
        if not understood:
            self._say("Donnez le jour ainsi : 2024-01-31")
            return
        first, last = self._filters.published_from, self._filters.published_to
        since = f" depuis le {french_date(first)}" if first else ""
        until = f" jusqu’au {french_date(last)}" if last else ""
        self._say(f"Articles parus{since}{until}." if first or last else "Tous les articles.")

    def _forget(self, _: str) -> None:
        self._history, self._last = [], None
        self._say("Nouvelle conversation.")

    def _unknown(self, _: str) -> None:
        self._say("Cette commande n’existe pas. /aide donne celles qu’il y a.")


def _day(argument: str) -> date | None:
    try:
        return date.fromisoformat(argument)
    except ValueError:
        return None
