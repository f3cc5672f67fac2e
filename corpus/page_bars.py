"""Bars of a page that are all names: the languages a site speaks, the networks a page can be shared on."""

import re

from corpus.phrases import phrase

# Languages under their own names, as switchers show them, and the English names that some put there.
_LANGUAGES = """
English Français Deutsch Español Italiano Português Nederlands Русский_язык Русский Українська Polski Čeština Slovenčina
Magyar Română Български Ελληνικά Türkçe العربية עברית فارسی हिन्दी বাংলা ไทย Tiếng_Việt Bahasa_Indonesia Bahasa_Melayu
日本語 简体中文 繁體中文 中文 汉语 漢語 한국어 한어 Svenska Dansk Norsk Suomi Suomalainen Íslenska Latina Català Euskara
Galego Hrvatski Srpski Slovenščina Eesti Latviešu Lietuvių Shqip Malagasy Kiswahili Kreyòl_ayisyen Монгол Қазақша
Indonesian Sanskrit Japanese Chinese Korean Arabic Russian German French Spanish Italian Portuguese Hindi
""".split()
_LANGUAGE = re.compile("|".join(sorted(_LANGUAGES, key=len, reverse=True)).replace("_", " "), re.IGNORECASE)
_BAR_LENGTH = 600  # characters: sixty languages
_BAR_LANGUAGES = 3
_BAR_SHARE = 0.8  # of the letters: a switcher may show a language that the table does not know

_NETWORK = (
    "(?:facebook|twitter|linkedin|whatsapp|messenger|telegram|pinterest|instagram|bluesky|mastodon|threads|reddit"
    "|wechat|weibo|tiktok|e-?mail|mail|courriel|sms)"
)
_COMMAND = "(?:(?:partage|tweete|envoye|imprime|enregistre)[rz]|copier)"
_OBJECT = "(?:cet article|l'article|la page|cette page|le lien)"
_SHARE_COMMAND = phrase(rf"(?i){_COMMAND}(?: {_OBJECT})?(?: (?:sur|par|via) {_NETWORK})? ?:?")
_SHARE_ITEM = phrase(rf"(?i)(?P<item>{_COMMAND}|{_NETWORK})\b|(?:sur|par|via|{_OBJECT}|à un ami|partages?)\b|[\W\d_]+")
_SHARE_BAR_LENGTH = 200


def is_language_bar(line: str) -> bool:
    """Three or more languages under their own names, glued or apart, and hardly anything else."""
    if len(line) > _BAR_LENGTH or line.endswith("."):
        return False
    names = _LANGUAGE.findall(line)
    letters = sum(character.isalpha() for character in line)
    named = sum(character.isalpha() for name in names for character in name)
    return len(names) >= _BAR_LANGUAGES and named >= _BAR_SHARE * letters


def is_share_bar(line: str) -> bool:
    """Nothing but ways to share: a command ("Partager sur Facebook"), or two networks and more side by side."""
    if _SHARE_COMMAND.fullmatch(line):
        return True
    if len(line) > _SHARE_BAR_LENGTH or line.endswith("."):
        return False
    end = items = 0
    while end < len(line) and (match := _SHARE_ITEM.match(line, end)):
        end = match.end()
        items += match["item"] is not None
    return end == len(line) and items >= 2
