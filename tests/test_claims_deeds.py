"""Which deeds a sentence tells, who did each, and to whom: one row a sentence, one entry a claim."""

import pytest

from marks import report
from recounted.extractors.rules import extract
from recounted.model import Actor

Told = tuple[str, str, str]


def codes(actors: tuple[Actor, ...]) -> str:
    """The codes of actors, in reading order."""
    return ", ".join(actor.code or "?" for actor in actors)


def told(text: str) -> list[Told]:
    """Kind, actors and recipients of each claim of a text."""
    made = extract(report(text, "2024-05-17"))
    return [(claim.event_kind or "", codes(claim.actors), codes(claim.recipients)) for claim in made]


DEEDS = [
    (
        "Houthi fighters shelled Marib on Friday, and Saudi warplanes bombed Sanaa.",
        [("shelling", "YEM REB HOU", ""), ("air_strike", "SAU MIL", "")],
    ),
    (
        "Gunmen shot at an Indian patrol; Indian soldiers returned fire and killed two of them.",
        [("gunfire", "UAF", "IND"), ("firing", "IND MIL", "")],
    ),
    (
        "Pakistan carried out air strikes in Iran, two days after Tehran attacked Jaish al-Adl there.",
        [("offensive", "PAK", ""), ("attack", "IRN GOV", "IRN REB JAD")],
    ),
    (
        "The Dominican Republic closed its border and deported 400 Haitians.",
        [("ban", "DOM", ""), ("deportation", "DOM", "HTI")],
    ),
    (
        "Kenya opened its borders to Ugandan traders but was still refusing entry to Rwandans.",
        [("easing", "KEN", "UGA"), ("refusal", "KEN", "RWA")],
    ),
    ("Rebels kidnapped ten nuns in May; all were released later.", [("abduction", "REB", ""), ("release", "", "")]),
    ("Police arrested two men over the bombing.", [("arrest", "COP", "")]),
]

DOERS = [
    ("The Syrian army carried out a series of raids on Turkish posts.", [("offensive", "SYR MIL", "TUR")]),
    (
        "Eritrean forces were engaged in ethnic cleansing against Ethiopian villagers.",
        [("battle", "ERI MIL", "ETH CVL")],
    ),
    ("Eight Israeli soldiers were killed in clashes with Hezbollah fighters.", [("battle", "LBN REB HEZ", "ISR MIL")]),
    ("Clashes between the Congolese army (FARDC) and the M23 went on.", [("battle", "COD MIL, COD REB M23", "")]),
    ("Sudan's army seized the town from the Rapid Support Forces.", [("capture", "SDN MIL", "SDN REB RSF")]),
    ("Saudi Arabia has mobilised groups in the United States to back the Palestinians.", [("support", "SAU", "PSE")]),
    (
        "An Argentine judge has ordered the former president to appear, court sources said.",
        [("demand", "ARG JUD", "ELI")],
    ),
    ("Armenian officials said that Azerbaijan must release the prisoners.", [("demand", "ARM GOV", "AZE")]),
    ("Azerbaijani officials said that Armenia must release the prisoners.", [("demand", "AZE GOV", "ARM")]),
    ("Serbia rejected an Australian ultimatum over the guard.", [("denial", "SRB", "AUS")]),
    ("Indian officials said that a visit was out of the question.", [("rejection", "IND GOV", "")]),
    ("Protesters in Paris marched in defiance of French authorities.", [("protest", "FRA CVL", "FRA GOV")]),
    ("Thousands marched through Sanaa.", [("protest", "", "YEM")]),
    ("Thousands marched through Sanaa in solidarity with the Palestinians.", [("protest", "", "YEM")]),
    (
        "Israel imposed a blockade on Gaza following the death of two Israelis.",
        [("blockade", "ISR", "PSE"), ("killing", "", "ISR")],
    ),
    ("Iraq's minister vowed that Iraqi forces would crush Islamic State.", [("threat", "IRQ GOV", "IMG REB ISI")]),
]

NAMED = [
    "The Taliban arrested two activists in Kabul. | arrest | AFG REB TAL | AFG OPP",
    "Four journalists were arrested by Turkish police in Diyarbakir. | arrest | TUR COP | JRN",
    "Five Chinese miners were kidnapped by gunmen in Zamfara. | abduction | UAF | CHN LAB",
    "The mayor of Kherson was abducted by Russian troops in 2022. | abduction | RUS MIL | GOV",
    "The mayor of Belgorod was abducted by Ukrainian troops in 2022. | abduction | UKR MIL | GOV",
    "Clashes between the Arakan Army and junta troops erupted in Buthidaung. | battle | MMR REB ARA, MMR MIL |",
    "M23 rebels and Congolese troops traded artillery fire near Kibumba. | firing | COD REB M23, COD MIL |",
    "Kurdish fighters repelled an assault by Turkish-backed militias on Manbij. | battle | REB | REB",
    "The Syrian army and its Russian allies bombed Idlib for the fourth day. | bombardment | SYR MIL, RUS |",
    "The convoy, ambushed near Kidal by armed men, was carrying grain. | attack | UAF |",
    "Russia's overnight missile attack on Odesa wounded 14. | missile_strike | RUS |",
    "Ukraine's overnight missile attack on Rostov wounded 14. | missile_strike | UKR |",
    "An attack by Ukrainian drones on a refinery in Ryazan caused a fire. | attack | UKR MIL |",
    "Syrian rebels captured Aleppo in a lightning offensive. | capture | SYR REB |",
    "Moscow expelled two British diplomats in retaliation for London's sanctions. | expulsion | RUS GOV | GBR GOV",
    "Colombia suspended peace talks with the ELN on Friday. | relations_cut | COL | COL REB ELN",
    "The United States and Britain imposed sanctions on three Houthi leaders. | sanction | USA, GBR | YEM REB HOU",
    "The EU approved 500 million euros in military aid for Ukraine. | aid | IGO EEC | UKR",
    "Mali's military rulers ordered French troops to leave. | demand | MLI GOV | FRA MIL",
    "A ceasefire brokered by Qatar between Israel and Hamas took effect. | ceasefire | | ISR, PSE REB HAM",
    "Ethiopia's government declared a unilateral truce in Tigray. | truce_declared | ETH GOV |",
    "The bombing was claimed by the Pakistani Taliban. | bombing | PAK REB TTP |",
    "Hamas denied responsibility for the rocket fire. | firing | PSE REB HAM |",
    "Saudi Arabia's crown prince telephoned the Iranian president. | phone_call | SAU GOV | IRN GOV",
    "Turkey expressed support for Baku. | support | TUR | AZE GOV",
    "Turkey expressed support for Yerevan. | support | TUR | ARM GOV",
    "An Israeli strike killed seven aid workers of World Central Kitchen. | attack | ISR | NGO WCK",
    "The bodies of 17 passengers executed by ELN guerrillas were found near Arauca. | killing | COL REB ELN |",
    "Seven people died in a Taliban double suicide bombing. | suicide_bombing | AFG REB TAL |",
    "Five men were killed in an Islamic State (IS) attack near Anbar. | attack | IMG REB ISI |",
    "Ten civilians were killed in an attack attributed to Boko Haram. | attack | NGA REB BOK | CVL",
    "Ten farmers were killed in an attack by Fulani gunmen. | attack | UAF | AGR",
    "Militants locked in street battles with police in Marawi killed 19 civilians. | battle | REB | PHL COP, CVL",
    "Seven men were killed by an elite Kenyan police force. | killing | KEN COP |",
    "Nine people were killed at a gold mine in Djugu by CODECO militiamen. | killing | COD REB COC |",
    "Egypt accused Israel of targeting civilians. | attack | ISR | CVL",
    "Israel accused Egypt of targeting civilians. | attack | EGY | CVL",
    "Students marched against abuses by the Kenyan police. | protest | EDU | KEN COP",
    "Armenia is ready to hand over the bodies of fallen Azerbaijani servicemen. | release | ARM | AZE MIL",
    "Azerbaijan is ready to hand over the bodies of fallen Armenian servicemen. | release | AZE | ARM MIL",
    "Israeli warplanes bombed a school run by the UN in Gaza, killing 15 people. | air_strike | ISR MIL |",
    "Lebanese warplanes bombed a school run by the UN in Haifa, killing 15 people. | air_strike | LBN MIL |",
    "The group, listed as a terrorist organisation by Turkey, killed nine people. | killing | |",
    "Nine teenagers who had been raised by FARC fighters were shot dead. | gunfire | |",
    "Units of the Armenian armed forces shelled Kelbajar. | shelling | ARM MIL |",
    "Units of the Azerbaijani armed forces shelled Jermuk. | shelling | AZE MIL |",
    "The Israeli army said nine of its soldiers had fallen in the war. | killing | | ISR MIL",
    "The Lebanese army said nine of its soldiers had fallen in the war. | killing | | LBN MIL",
    "The Pakistani army claimed to have shot down two Indian jets. | destruction | PAK MIL | IND MIL",
    "The Indian army claimed to have shot down two Pakistani jets. | destruction | IND MIL | PAK MIL",
]

GOING_ON = [
    (
        "Separatist rebels of the Balochistan Liberation Army attacked a post. They also burned ten lorries.",
        [("attack", "PAK REB BLA", ""), ("arson", "PAK REB BLA", "")],
    ),
    (
        "The ministry said two men were killed when their car struck a mine in Zara.",
        [("mine", "", "")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [*DEEDS, *DOERS, *GOING_ON])
def test_each_deed_has_its_own_doer(text: str, wanted: list[Told]) -> None:
    """Deeds with subjects of their own are claims of their own, and nobody is taken for a doer who only stands near."""
    assert wanted == told(text)


@pytest.mark.parametrize("row", NAMED)
def test_passives_nouns_and_short_relatives_say_who_did_it(row: str) -> None:
    """However a sentence is turned, its one deed has the doer and the recipient that its words name."""
    text, *wanted = (part.strip() for part in row.split("|"))

    assert [tuple(wanted)] == told(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen attacked a bus near Kano. The army said that it killed two Nigerian rebels.", "NGA MIL"),
        ("Iraqi rebels attacked a bus near Basra. The army said that two rebels died.", "IRQ MIL"),
        ("Our troops hit Kherson. The army said that two rebels died.", "MIL"),
        ("Indian and Pakistani troops fought near Uri. The army said that two rebels died.", "MIL"),
        ("Rapid Support Forces and their fighters came. The army said that two rebels died.", "MIL"),
    ],
)
def test_the_army_is_that_of_the_one_country_told_of(text: str, wanted: str) -> None:
    """A bare "the army" takes the country of the report, and none where two sides are told of or one tells of itself."""
    last = extract(report(text))[-1]

    assert wanted == last.sources[-1].code


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("YEREVAN – The defence ministry said its forces had shelled a post.", "ARM"),
        ("BAKU – The defence ministry said its forces had shelled a post.", "AZE"),
        ("YEREVAN – The defence ministry said its forces had shelled a post held by Azerbaijani troops.", "ARM"),
        ("BAKU – The defence ministry said its forces had shelled a post held by Armenian troops.", "AZE"),
        ("GORIS – The defence ministry said its forces had shelled a post.", "GOV"),
        ("GANJA – The defence ministry said its forces had shelled a post.", "GOV"),
        ("BAKU – The defence ministry said its forces had shelled a post near Goris.", "GOV"),
        ("YEREVAN – The defence ministry said its forces had shelled a post near Ganja.", "GOV"),
        ("GENEVA – The defence ministry said its forces had shelled a post.", "GOV"),
    ],
)
def test_a_ministry_is_that_of_the_capital_in_the_dateline(text: str, wanted: str) -> None:
    """A bare ministry sits where the dateline is, if that is a capital and the report is about no other country."""
    (claim,) = extract(report(text))

    assert (claim.sources[-1].code or "").split()[0] == wanted


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("If Israel were to strike the port, prices would rise.", "uncertain"),
        ("Iran could strike the port.", "uncertain"),
        ("If confirmed, the attack would be the first.", "asserted"),
        ("The troops must withdraw, he said.", "called_for"),
    ],
)
def test_what_is_only_supposed_or_wanted_is_not_asserted(text: str, modality: str) -> None:
    """Conditions and possibilities are uncertain, and what must be done is called for."""
    assert modality == extract(report(text))[0].modality
