"""Names that English writes otherwise than French: countries and their people, great cities, institutions.

Only those whose two spellings do not begin alike are needed for matching words, but all are listed, since a name
matches by its spelling and not by its beginning. The French comes first, then the English.
"""

import re
from functools import cache

from index.terms.french_analysis import fold

_TABLE = """
Afrique=Africa | Albanie=Albania | Algérie=Algeria | Alger=Algiers | Allemagne=Germany | Amérique=America
Angleterre=England | Anvers=Antwerp | Arabie=Arabia | Argentine=Argentina | Arménie=Armenia | Asie=Asia
Athènes=Athens | Autriche=Austria | Australie=Australia | Azerbaïdjan=Azerbaijan | Bâle=Basel | Barcelone=Barcelona
Belgique=Belgium | Belgrade=Belgrade | Berne=Bern | Biélorussie=Belarus | Birmanie=Burma | Bolivie=Bolivia
Bosnie=Bosnia | Brésil=Brazil | Bruges=Bruges | Bruxelles=Brussels | Bucarest=Bucharest | Bulgarie=Bulgaria
Le Caire=Cairo | Caire=Cairo | Cambodge=Cambodia | Cameroun=Cameroon | Canada=Canada | Chili=Chile | Chine=China
Chypre=Cyprus | Colombie=Colombia | Copenhague=Copenhagen | Corée=Korea | Corse=Corsica | Croatie=Croatia
Damas=Damascus | Danemark=Denmark | Douvres=Dover | Écosse=Scotland | Édimbourg=Edinburgh | Égypte=Egypt
Équateur=Ecuador | Espagne=Spain | Estonie=Estonia | Éthiopie=Ethiopia | Europe=Europe | Finlande=Finland
Florence=Florence | Francfort=Frankfurt | Galles=Wales | Gand=Ghent | Gênes=Genoa | Genève=Geneva | Géorgie=Georgia
Grèce=Greece | Hambourg=Hamburg | Haye=Hague | La Havane=Havana | Havane=Havana | Hongrie=Hungary | Inde=India
Indonésie=Indonesia | Irak=Iraq | Irlande=Ireland | Islande=Iceland | Israël=Israel | Italie=Italy
Jamaïque=Jamaica | Japon=Japan | Jérusalem=Jerusalem | Jordanie=Jordan | Kiev=Kyiv | Koweït=Kuwait | Laponie=Lapland
Lettonie=Latvia | Liban=Lebanon | Libye=Libya | Lisbonne=Lisbon | Lituanie=Lithuania | Londres=London | Lyon=Lyons
Macédoine=Macedonia | Malaisie=Malaysia | Malte=Malta | Maroc=Morocco | Marseille=Marseilles | Mauritanie=Mauritania
Mexico=Mexico | Mexique=Mexico | Milan=Milan | Moldavie=Moldova | Mongolie=Mongolia | Moscou=Moscow | Munich=Munich
Naples=Naples | Népal=Nepal | Nigéria=Nigeria | Norvège=Norway | Nouvelle-Zélande=Zealand | Ouganda=Uganda
Ouzbékistan=Uzbekistan | Pays-Bas=Netherlands | Pays-Bas=Holland | Pékin=Beijing | Pékin=Peking | Pérou=Peru
Philippines=Philippines | Pologne=Poland | Prague=Prague | Roumanie=Romania | Rome=Rome | Royaume-Uni=UK
Royaume-Uni=Kingdom | Russie=Russia | Saint-Pétersbourg=Petersburg | Sénégal=Senegal | Séoul=Seoul | Serbie=Serbia
Séville=Seville | Sicile=Sicily | Singapour=Singapore | Slovaquie=Slovakia | Slovénie=Slovenia | Somalie=Somalia
Soudan=Sudan | Suède=Sweden | Suisse=Switzerland | Syrie=Syria | Tanger=Tangier | Tchad=Chad | Tchéquie=Czechia
Thaïlande=Thailand | Tokyo=Tokyo | Tunisie=Tunisia | Turin=Turin | Turquie=Turkey | Ukraine=Ukraine | Varsovie=Warsaw
Venise=Venice | Vienne=Vienna | Viêt Nam=Vietnam | Zambie=Zambia | Zurich=Zurich | États-Unis=US | États-Unis=USA
États-Unis=United | Royaume-Uni=United | Ivoire=Ivory | Côte=Coast | saoudite=Saudi
États-Unis=States | États-Unis=America | États-Unis=Washington | Manche=Channel | Méditerranée=Mediterranean
Atlantique=Atlantic | Pacifique=Pacific | Alpes=Alps | Pyrénées=Pyrenees | Tamise=Thames | Rhin=Rhine | Danube=Danube

allemand=German | américain=American | anglais=English | australien=Australian | autrichien=Austrian | belge=Belgian
brésilien=Brazilian | britannique=British | canadien=Canadian | chinois=Chinese | coréen=Korean | danois=Danish
écossais=Scottish | égyptien=Egyptian | espagnol=Spanish | européen=European | finlandais=Finnish | français=French
gallois=Welsh | grec=Greek | hongrois=Hungarian | indien=Indian | irakien=Iraqi | iranien=Iranian | irlandais=Irish
islandais=Icelandic | israélien=Israeli | italien=Italian | japonais=Japanese | libanais=Lebanese | marocain=Moroccan
mexicain=Mexican | néerlandais=Dutch | norvégien=Norwegian | polonais=Polish | portugais=Portuguese | russe=Russian
roumain=Romanian | sénégalais=Senegalese | suédois=Swedish | suisse=Swiss | syrien=Syrian | tchèque=Czech
thaïlandais=Thai | tunisien=Tunisian | turc=Turkish | ukrainien=Ukrainian | vietnamien=Vietnamese

IA=AI | BCE=ECB | FMI=IMF | OMC=WTO | OMS=WHO | ONU=UN | OTAN=NATO | PIB=GDP | TVA=VAT | UE=EU | PDG=CEO | RH=HR
ADN=DNA | VIH=HIV | Sida=AIDS | ONG=NGO | GES=GHG | Covid=COVID | RDC=DRC | OPEP=OPEC | AIE=IEA | OCDE=OECD
"""


_SHORTEST_PART = 3  # letters of a word of a name that stands for the whole: « Royaume » and « Uni », not « La »


@cache
def other_names(name: str) -> frozenset[str]:
    """The spellings of a folded name, or of the whole that a word is part of, in the other language, folded."""
    return _by_name().get(name, frozenset())


@cache
def _by_name() -> dict[str, frozenset[str]]:
    names: dict[str, frozenset[str]] = {}
    for entry in _TABLE.replace("\n", "|").split("|"):
        if entry.strip():
            french, english = (fold(side.strip()) for side in entry.split("="))
            parts = [part for part in re.split("[- ]", french) if len(part) >= _SHORTEST_PART]
            for one, other in ((english, french), *((part, english) for part in (french, *parts))):
                names[one] = names.get(one, frozenset()) | {other}
    return names
