import pytest

from corpus.language import guess_language, guess_question_language

TEXTS = {
    "fr": "Le conseil municipal a voté mardi la rénovation du marché couvert, fermé depuis un incendie. Les travaux, "
    "qui doivent durer deux ans, coûteront douze millions d'euros à la ville et à la région.",
    "en": "The town council voted on Tuesday to renovate the covered market, which has been closed since a fire. The "
    "work is expected to last two years and to cost the town and the region twelve million euros.",
    "de": "Der Gemeinderat hat am Dienstag die Sanierung der Markthalle beschlossen, die seit einem Brand geschlossen "
    "ist. Die Arbeiten sollen zwei Jahre dauern und kosten die Stadt und das Land zwölf Millionen Euro.",
    "es": "El ayuntamiento aprobó el martes la renovación del mercado cubierto, cerrado desde un incendio. Las obras, "
    "que deben durar dos años, costarán doce millones de euros a la ciudad y a la región.",
    "it": "Il consiglio comunale ha votato martedì la ristrutturazione del mercato coperto, chiuso da un incendio. I "
    "lavori, che dovrebbero durare due anni, costeranno dodici milioni di euro alla città e alla regione.",
    "pt": "A câmara municipal aprovou na terça-feira a renovação do mercado coberto, fechado desde um incêndio. As "
    "obras, que devem durar dois anos, custarão doze milhões de euros à cidade e à região, mas não ao governo.",
    "nl": "De gemeenteraad heeft dinsdag besloten de overdekte markt te renoveren, die sinds een brand gesloten is. "
    "Het werk zal twee jaar duren en kost de stad en de provincie samen twaalf miljoen euro.",
    "zh": "市议会周二投票决定翻修自火灾以来一直关闭的室内市场。",
    "ja": "市議会は火曜日、火災以来閉鎖されている市場の改修を決めた。",
    "ko": "시의회는 화재 이후 폐쇄된 시장을 보수하기로 화요일 결정했다.",
    "el": "Το δημοτικό συμβούλιο ψήφισε την ανακαίνιση της αγοράς.",
    "ar": "صوت مجلس المدينة يوم الثلاثاء على تجديد السوق المغطاة.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items(), ids=TEXTS)
def test_language_is_told_by_grammar_or_script(language: str, text: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize("text", ["", "Keravel", "12 345", "Nice, the city by the sea", "Brest – Le Havre 2-1"])
def test_too_little_text_is_taken_for_french(text: str) -> None:
    assert guess_language(text) == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "Rada miasta przegłosowała we wtorek remont hali targowej, zamkniętej od czasu pożaru. Prace, które mają "
        "potrwać dwa lata, będą kosztować miasto dwanaście milionów euro i zaczną się latem.",
        "Городской совет проголосовал во вторник за ремонт рынка.",
    ],
)
def test_language_that_the_guess_does_not_know_is_undetermined(text: str) -> None:
    assert guess_language(text) == "und"


def test_french_with_foreign_names_and_quotes_is_french() -> None:
    text = TEXTS["fr"] + " « The show must go on », a conclu John Smith, du Financial Times, à la sortie du conseil."
    assert guess_language(text) == "fr"


def test_french_list_of_results_is_french() -> None:
    text = (
        "Résultats : Brest bat Lens 2 à 1, Lille et Nice 0-0, Metz perd à Reims 1-3, Lyon gagne à Nantes 2-0 devant "
        "30 000 spectateurs"
    )
    assert guess_language(text) == "fr"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who runs the Shanghai AI fund?", "en"),
        ("In which year was the plan published?", "en"),
        ("Wie viele Unternehmen gibt es in Shanghai?", "de"),
        ("¿Quién dirige el fondo de Shanghái?", "es"),
        ("Chi dirige il fondo di Shanghai?", "it"),
        ("Quem dirige o fundo de Xangai?", "pt"),
        ("Hoeveel bedrijven zijn er in Shanghai?", "nl"),
        ("من يدير صندوق شنغهاي؟", "ar"),
        ("谁管理上海人工智能基金？", "zh"),
        ("Кто руководит фондом?", "und"),
    ],
)
def test_question_in_another_language_is_told(question: str, language: str) -> None:
    assert guess_question_language(question) == language


@pytest.mark.parametrize(
    "question",
    [
        "",
        "?",
        "147,7",
        "fonds ia shanghai",
        "Qui a écrit « The Lord of the Rings » ?",
        "Que veut dire 人工智能 ?",
        "The Economist fonds",
        "who dirige le fonds",
        "Was ist das, en français ?",
    ],
)
def test_question_is_taken_for_french_where_there_is_doubt(question: str) -> None:
    assert guess_question_language(question) is None
