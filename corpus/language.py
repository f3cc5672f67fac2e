"""Which language a text is in, told by its words of grammar and its script: a guess that says when it does not know."""

import re
from collections import Counter

DEFAULT_LANGUAGE = "fr"
UNDETERMINED = "und"
"""BCP 47's tag for a language that nobody has determined."""

# Frequent words of grammar; what two of the languages share ("la", "de", "un") counts for both and decides nothing.
_GRAMMAR = {
    "fr": "le la les l un une des du de d et est dans en que qui pour par sur au aux avec pas plus ce cette il elle "
    "sont à a été ont ne se son sa ses leur mais ou où nous vous être",
    "en": "the of and to in is that for on with was as by are this from has have it at be not an were which or but "
    "their its will been he she they",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er "
    "hat dass sie nach wird bei einer um am sind noch wie einem über",
    "es": "el la los las de que y en un una del se por con no para su es al lo como más o pero sus ha fue este ya "
    "entre cuando muy sin sobre también me hasta",
    "it": "il la lo gli le di che e in un una del della per con non si è sono al alla dei come più anche da nel "
    "nella ma ha questo delle dalla essere stato",
    "pt": "o a os as de que e em um uma do da dos das no na por com não para se é ao mais como mas foi seu sua ou "
    "quando muito nos já também pelo pela até",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als bij maar door over uit wordt naar "
    "heeft hun nog werd dan",
}
_WORDS = {language: frozenset(words.split()) for language, words in _GRAMMAR.items()}
# What questions begin with, in the languages with Latin letters; none of them is a French word.
_ASKING = {
    "en": "who whose whom what when where why how which is are was were does did do has have can could will would",
    "de": "wer wen wem wessen was wann wo wohin warum wieso wie wieviel welche welcher welches hat ist sind wird",
    "es": "quién quiénes quien qué cuándo cuando dónde donde cuál cual cuáles cuánto cuánta cuántos cuántas cuantos "
    "cuantas cómo",
    "it": "chi cosa quando dove perché quale quali quanto quanta quanti quante come",
    "pt": "quem quando onde qual quais quanto quanta quantos quantas porque como",
    "nl": "wie wat wanneer waar waarom hoe hoeveel welke welk is zijn heeft",
}
_ASKING_WORDS = {language: frozenset(words.split()) for language, words in _ASKING.items()}
_FRENCH_WORDS = _WORDS["fr"] | frozenset(
    "qui que quoi quel quelle quels quelles quand où comment pourquoi combien lequel laquelle qu y t".split()
)
_OPENING = 3  # words: « In which year … », « In welchem Jahr … »
_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ar": re.compile("[\u0620-\u064a]"),
    "he": re.compile("[\u05d0-\u05ea]"),
    "el": re.compile("[\u0370-\u03ff]"),
}
_SCRIPT_SHARE = 0.3  # of the letters: Japanese is kana only in part
_QUESTION_SCRIPT_SHARE = 0.5  # « Que veut dire 人工智能 ? » is a French question
_CYRILLIC = re.compile("[\u0400-\u04ff]")  # a script of many languages: which one is not guessed
_SAMPLE = 4_000  # characters; the guess does not change after the first page
_ENOUGH_WORDS = 20  # fewer say too little to leave the default
_GRAMMAR_SHARE = 0.15  # of the words: running text in these languages has 0.3 and more, a list of names under 0.1


def guess_language(text: str) -> str:
    """The tag of the likeliest of seven languages with Latin letters and six with their own script.

    A text of fewer than 20 words in Latin letters is taken for French, the default; a longer one that looks like
    none of them is `und`.
    """
    sample = text[:_SAMPLE]
    script_language = _language_of_script(sample, _SCRIPT_SHARE)
    if script_language:
        return script_language
    words = re.findall(r"[^\W\d_]+", sample.lower())
    if len(words) < _ENOUGH_WORDS:
        return DEFAULT_LANGUAGE
    counts = Counter(words)
    shares = {language: sum(counts[word] for word in known) / len(words) for language, known in _WORDS.items()}
    best = max(shares, key=lambda language: shares[language])  # the first of equals: French
    return best if shares[best] >= _GRAMMAR_SHARE else UNDETERMINED


def guess_question_language(question: str) -> str | None:
    """The tag of the language of a question that is certainly not in French, else None.

    Certain is another script, or a word that asks in another language among the first _OPENING together with a second
    word of its grammar, and not one word that is French grammar alone.
    """
    script_language = _language_of_script(question, _QUESTION_SCRIPT_SHARE)
    if script_language:
        return script_language
    words = re.findall(r"[^\W\d_]+", question.lower())
    for language, asking in _ASKING_WORDS.items():
        own = asking | _WORDS[language]
        asked = asking.intersection(words[:_OPENING])
        grammar = [word for word in words if word in own and word not in _FRENCH_WORDS]
        if asked and len(grammar) > 1 and not _FRENCH_WORDS.intersection(words) - own:
            return language
    return None


def _language_of_script(text: str, share: float) -> str | None:
    letters = sum(character.isalpha() for character in text)
    if not letters:
        return None
    for language, script in _SCRIPTS.items():
        if len(script.findall(text)) >= share * letters:
            return language
    return UNDETERMINED if len(_CYRILLIC.findall(text)) >= share * letters else None
