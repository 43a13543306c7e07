"""Who says so, what happened, who did it to whom: a row for every way of telling that the program is to understand.

A row is a text, and its claims in order, each as `speakers | act modality | kind | actors > recipients`. Speakers are
outermost first and go without the publisher, who is always there; `-` stands for nobody.
"""

from itertools import pairwise

import pytest

from marks import report
from recounted.extractors.rules import extract
from recounted.model import Claim


def claims(text: str) -> list[Claim]:
    """The claims of a text of an example publisher."""
    return extract(report(text, "2024-05-17", "Example Desk"))


def row(claim: Claim) -> str:
    """A claim as a row of the tables has it."""
    assert claim.sources[0].kind == "publisher"
    names = " > ".join(source.name for source in claim.sources[1:]) or "-"
    actors, recipients = (", ".join(a.code or a.name for a in own) or "-" for own in (claim.actors, claim.recipients))
    return f"{names} | {claim.speech_act} {claim.modality} | {claim.event_kind} | {actors} > {recipients}"


WHO = [
    # quotations: direct, split, of every make, over sentences and paragraphs, unclosed
    ('"Rebels fired on the bus," the driver said. "They killed nine people."', ["driver | state asserted | firing | REB > -", "driver | state asserted | killing | REB > -"]),
    ("“Our posts were shelled all night,” General Orlov said, “and two soldiers were killed.”", ["Orlov | state asserted | shelling | - > MIL"]),
    ("«Two houses were destroyed», said the mayor.", ["mayor | state asserted | destruction | - > -"]),
    ("The mayor said: 'Four people were killed by the shelling.'", ["mayor | state asserted | shelling | - > -"]),
    ('"They came at dawn.\n\n"They burned forty houses.\n\n"They killed my brother," said Amina Idris, a farmer.', ["Amina Idris | state asserted | arson | - > -", "Amina Idris | state asserted | killing | - > -"]),
    # indirect, and how sources are introduced
    ("The governor’s office reported that five people had been wounded by drones.", ["governor’s office | state asserted | injury | - > -"]),
    ("In a statement, the Turkish defence ministry said 12 militants had been killed.", ["Turkish defence ministry | state asserted | killing | - > REB"]),
    ("In a statement, the Armenian defence ministry said 12 rebels had been killed.", ["Armenian defence ministry | state asserted | killing | - > REB"]),
    ("A statement from the army said three rebels had been captured.", ["army | state asserted | arrest | - > REB"]),
    ('"Explosions in Kharkiv," Mayor Ihor Terekhov wrote on Telegram. He later said one person had been killed.', ["Ihor Terekhov | state asserted | explosion | - > -", "Ihor Terekhov | state asserted | killing | - > -"]),
    ("On its Telegram channel, the Belgorod operational headquarters reported two dead after a drone attack.", ["Belgorod operational headquarters | state asserted | drone_strike | - > -"]),
    ("Six soldiers were killed, according to a security source.", ["security source | state asserted | killing | - > MIL"]),
    ("Officials said the bomb had been planted by militants.", ["Officials | state asserted | bombing | REB > -"]),
    ("Local sources report at least 100 people killed.", ["Local sources | state asserted | killing | - > -"]),
    ("Residents and the village council said that 14 people had been killed.", ["Residents and the village council | state asserted | killing | - > -"]),
    ("A military source to our channel: one Israeli drone was shot down over the valley.", ["military source | state asserted | destruction | - > ISR"]),
    ("The Ukrainian General Staff, for its part, estimates losses at 2,200 killed.", ["Ukrainian General Staff | state asserted | killing | - > -"]),
    ("Hamas's armed wing, the Qassam Brigades, said its fighters had shelled a post.", ["Hamas's armed wing, the Qassam Brigades | claim_responsibility asserted | shelling | PSE REB HAM > -"]),
    ("Two people were killed in the bombing of a bus in Kabul.", ["- | state asserted | bombing | - > -"]),
    # nesting
    (
        "The agency quoted the governor as saying that police had said that witnesses had told them that soldiers had fired on the crowd.",
        ["agency > governor > police > witnesses | state asserted | gunfire | MIL > -"],
    ),
    ("The agency quoted the governor as saying that witnesses had told him that soldiers had fired on the crowd.", ["agency > governor > witnesses | state asserted | gunfire | MIL > -"]),
    ("Interfax reported, citing the health ministry, that nine people had been injured in the shelling.", ["Interfax > health ministry | state asserted | shelling | - > -"]),
    # continued speech, pronouns, titles, several forms of one name
    (
        "Foreign Minister Jeyhun Bayramov said Armenian artillery had shelled Barda. He stressed that cluster munitions had been used. "
        "The minister added that 21 people had been killed. Bayramov added that 70 had been wounded.",
        [
            "Jeyhun Bayramov | state asserted | shelling | ARM MIL > -", "Jeyhun Bayramov | state asserted | firing | - > -",
            "Jeyhun Bayramov | state asserted | killing | - > -", "Jeyhun Bayramov | state asserted | injury | - > -",
        ],
    ),
    (
        "Foreign Minister Zohrab Mnatsakanyan said Azerbaijani artillery had shelled Goris. He stressed that cluster munitions had been used.",
        ["Zohrab Mnatsakanyan | state asserted | shelling | AZE MIL > -", "Zohrab Mnatsakanyan | state asserted | firing | - > -"],
    ),
    ("Ukraine's energy ministry said missiles had hit a power plant. It said two engineers had been wounded.", ["Ukraine's energy ministry | state asserted | missile_strike | - > -", "Ukraine's energy ministry | state asserted | injury | - > -"]),
    (
        "Volodymyr Zelenskyy said four people had died in the raid. President Zelensky accused Russia of shelling a school.",
        ["Volodymyr Zelenskyy | state asserted | raid | - > -", "Volodymyr Zelenskyy | accuse asserted | shelling | RUS > -"],
    ),
    ("Two boys were hurt, said Ana Ruiz, a surgeon, who demanded that the governor resign.", ["Ana Ruiz | state asserted | injury | - > -", "Ana Ruiz | demand called_for | demand | Ana Ruiz > GOV"]),
    ("Pakistan said its warplanes had struck targets in Indian territory. Its spokesman said the jets had fired into open ground.", ["Pakistan | claim_responsibility asserted | air_strike | PAK MIL > -", "spokesman | state asserted | air_strike | PAK MIL > -"]),
    # nouns of saying: whose they are, or nobody's
    ("Allegations by the opposition that Turkish soldiers killed nine villagers could not be verified.", ["opposition | accuse asserted | killing | TUR MIL > CVL"]),
    ("The governor's statement that two civilians had died was confirmed by doctors.", ["governor | state asserted | killing | - > CVL"]),
    ("Residents dismissed the ministry's claim that rebels had burned the village.", ["Residents | deny denied | arson | REB > -"]),
    ("The claim that Ukrainian troops shelled the market was repeated in town.", ["- | state uncertain | shelling | UKR MIL > -"]),
    ("The claim that Russian troops shelled the market was repeated in town.", ["- | state uncertain | shelling | RUS MIL > -"]),
    ("There were reports of shelling near the town on Monday.", ["- | state uncertain | shelling | - > -"]),
]  # fmt: skip

ACTS = [
    ("The ministry said three soldiers had been wounded.", ["ministry | state asserted | injury | - > MIL"]),
    ("The Indian army denied that its jets had bombed the hospital.", ["Indian army | deny denied | air_strike | IND MIL > -"]),
    ("The Pakistani army denied that its jets had bombed the hospital.", ["Pakistani army | deny denied | air_strike | PAK MIL > -"]),
    ("Kyiv accused Moscow of shelling Kherson.", ["Kyiv | accuse asserted | shelling | RUS GOV > -"]),
    ("Armenia was accused of shelling Ganja.", ["- | state asserted | accusation | - > ARM"]),
    ("Azerbaijan was accused of shelling Goris.", ["- | state asserted | accusation | - > AZE"]),
    ("Six men accused of planning attacks were detained.", ["- | state asserted | accusation | - > -", "- | state asserted | arrest | - > -"]),
    ("Officials blamed the attack on the Arakan Army.", ["Officials | accuse asserted | attack | MMR REB ARA > -"]),
    ("The governor attributed the attack to the Clan del Golfo.", ["governor | accuse asserted | attack | COL CRM CGO > -"]),
    ("Moscow has ruled out a ceasefire.", ["Moscow | deny denied | denial | RUS GOV > -"]),
    ("Kyiv has ruled out a ceasefire.", ["Kyiv | deny denied | denial | UKR GOV > -"]),
    ("Kyiv has rejected a ceasefire.", ["Kyiv | deny denied | denial | UKR GOV > -"]),
    ("The army ruled out that its shells had hit the school.", ["army | deny denied | shelling | MIL > -"]),
    ("The army did not rule out a raid.", ["- | state uncertain | raid | - > -"]),
    ("We repeat our call on Israel to lift the blockade.", ["We | demand called_for | demand | We > ISR"]),
    ("We repeat our call on Hamas to free the hostages.", ["We | demand called_for | demand | We > PSE REB HAM"]),
    (
        "The Houthis denied that they had fired a missile. We repeat our call on them to free the hostages.",
        ["Houthis | deny denied | missile_strike | YEM REB HOU > -", "We | demand called_for | demand | We > -"],
    ),
    ("The union renewed its appeal for a truce.", ["union | demand called_for | demand | union > -"]),
    ("The government promised to release 20 prisoners.", ["government | promise planned | release | - > -"]),
    ("Armenia vowed to release nine prisoners.", ["Armenia | promise planned | release | - > -"]),
    ("Azerbaijan vowed to release nine prisoners.", ["Azerbaijan | promise planned | release | - > -"]),
    ("Iran vowed to avenge the dead.", ["Iran | threaten threatened | threat | IRN > -"]),
    ("Armenia's prime minister expressed condolences over the deaths of 12 people in Ganja.", ["Armenia's prime minister | condole asserted | killing | - > -"]),
    ("Azerbaijan's president expressed condolences over the deaths of 12 people in Goris.", ["Azerbaijan's president | condole asserted | killing | - > -"]),
    ("Iran condemned the shelling of Beirut by Israel.", ["Iran | condemn asserted | shelling | ISR > -"]),
    ("Israel condemned the shelling of Haifa by Hezbollah.", ["Israel | condemn asserted | shelling | LBN REB HEZ > -"]),
    ("We condemn the shelling of the hospital.", ["We | condemn asserted | shelling | - > -"]),
    ("France demanded that Israel lift the blockade.", ["France | demand called_for | demand | FRA > ISR"]),
    ('"Foreign governments should urgently block such sales," said Mya Yi, a lawyer.', ["Mya Yi | demand called_for | demand | Mya Yi > GOV"]),
    ("North Korea threatened on Saturday to attack South Korean ships.", ["North Korea | threaten threatened | threat | PRK > KOR"]),
    ("The Houthis, who have fired missiles at ships, threatened on Saturday to strike American warships.", ["- | state asserted | missile_strike | YEM REB HOU > -", "Houthis | threaten threatened | threat | YEM REB HOU > USA MIL"]),
    ("The Pentagon admitted that its drone had killed ten civilians.", ["Pentagon | admit asserted | killing | USA MIL > CVL"]),
    ("Al-Shabaab claimed responsibility for the car bombing.", ["Al-Shabaab | claim_responsibility asserted | bombing | SOM REB SHA > -"]),
    ("The Front has not claimed responsibility for the blast.", []),
    ("Jaish-e-Mohammad said it had carried out the attack.", ["Jaish-e-Mohammad | claim_responsibility asserted | offensive | PAK REB JEM > -"]),
    ("The Taliban denied responsibility for the blast.", ["Taliban | deny_responsibility denied | explosion | AFG REB TAL > -"]),
    ("The army said the rebels had fled.", []),
    # harm that was done before is told beside the threat, and not threatened
    ("Iran vowed to retaliate for the attack that killed three generals.", ["Iran | threaten threatened | threat | IRN > -", "- | state asserted | attack | - > MIL"]),
    ("Israel vowed to retaliate for the attack that killed three generals.", ["Israel | threaten threatened | threat | ISR > -", "- | state asserted | attack | - > MIL"]),
    ("Hamas warned it would respond to the raid in which five people were killed.", ["Hamas | threaten threatened | threat | PSE REB HAM > -", "- | state asserted | raid | - > -"]),
    # a charge and a statement, of one side and of two
    ("Azerbaijan accused Armenia of shelling Ganja and said 13 people had been killed.", ["Azerbaijan | accuse asserted | shelling | ARM > -", "Azerbaijan | state asserted | killing | - > -"]),
    ("Armenia accused Azerbaijan of shelling Goris and said 13 people had been killed.", ["Armenia | accuse asserted | shelling | AZE > -", "Armenia | state asserted | killing | - > -"]),
    ("Ukraine accused Russia of shelling Kherson while Moscow said it had destroyed a depot.", ["Ukraine | accuse asserted | shelling | RUS > -", "Moscow | state asserted | destruction | RUS GOV > -"]),
    ("Armenia, which accused Azerbaijan of bombing a hospital, said its own forces had not fired.", ["Armenia | accuse asserted | bombing | AZE > -", "Armenia | deny denied | firing | ARM > -"]),
]  # fmt: skip

MODALITIES = [
    ("Rebels reportedly killed nine soldiers.", "uncertain"),
    ("Soldiers allegedly shot five protesters.", "uncertain"),
    ("The attack was suspected to be the work of rebels.", "uncertain"),
    ("Israel may have bombed the depot.", "uncertain"),
    ("Attacks on ports may amount to war crimes.", "uncertain"),
    ("Did the army shell the market?", "uncertain"),
    ("If rebels attack the town, the army will respond.", "uncertain"),
    ("The minister did not say that rebels had fired the missile.", "uncertain"),
    ("The army did not shell the town.", "denied"),
    ("The troops neither fired at nor struck the convoy, the spokesman said.", "denied"),
    ("It is not true that our soldiers shot civilians, the commander said.", "denied"),
    ("Russia plans to withdraw its troops from Kherson.", "planned"),
    ("The two sides will hold talks in Doha on Monday.", "planned"),
    ("The rebels would withdraw if the army stopped the bombing.", "planned"),
    ("Israel said it would withdraw from the south if Hezbollah disarmed.", "planned"),
    ("Hezbollah said it would withdraw from the south if Israel stopped the raids.", "planned"),
    ("The government would lift the blockade provided the rebels handed over their weapons.", "planned"),
    ("The navy will strike the port unless the rebels leave.", "threatened"),
    ("Civilians must be allowed to leave, the Red Cross said.", "called_for"),
    ("Turkey called for a ceasefire.", "called_for"),
    ("The agency airlifted food to the town and plans to reach more people.", "asserted"),
    ("Qatar is pressing both sides to accept a truce.", "called_for"),
    ("The army and the rebels agreed to a seven-day truce.", "asserted"),
    ("Suspected rebels killed 12 farmers.", "asserted"),
]

WHAT = [
    ("Fierce battles raged between the army and M23 rebels.", ["battle"]),
    ("The shelling of the town by Ukrainian forces killed two women.", ["shelling"]),
    ("The shelling of the town by Russian forces killed two women.", ["shelling"]),
    ("Russian missiles struck a hotel.", ["missile_strike"]),
    ("The missile attacks on Odesa wounded six people.", ["missile_strike"]),
    ("A landmine exploded under a tractor, killing a farmer.", ["mine"]),
    ("A mine killed two shepherds near Aghdam.", ["mine"]),
    ("Soldiers laid mines along the road.", ["mine"]),
    ("Rebels mined the road to the town.", ["mine"]),
    ("Nine miners were killed in a coal mine.", ["killing"]),
    ("Israeli air strikes killed eleven people.", ["air_strike"]),
    ("A Houthi drone hit a tanker.", ["drone_strike"]),
    ("Gunmen abducted 140 pupils.", ["abduction"]),
    ("Police arrested 30 demonstrators.", ["arrest"]),
    ("Some 20,000 people fled their homes.", ["displacement"]),
    ("Soldiers burned down 200 houses.", ["arson"]),
    ("Houses set on fire by settlers were still smouldering.", ["arson"]),
    ("The violation of the truce by Hezbollah angered Israel.", ["ceasefire_broken"]),
    ("The violation of the truce by Israel angered Hezbollah.", ["ceasefire_broken"]),
    ("A ceasefire with the rebels collapsed in July.", ["ceasefire_broken"]),
    ("Lavrov met his Turkish counterpart Hakan Fidan.", ["meeting"]),
    ("Biden spoke by phone with Netanyahu.", ["phone_call"]),
    ("The envoy was in contact with both armies.", ["discussion"]),
    ("The European Union imposed sanctions on four Russian generals.", ["sanction"]),
    ("Germany sent 40 tonnes of aid to Gaza.", ["aid"]),
    ("Rwanda withdrew its troops from Goma.", ["withdrawal"]),
    ("Belarus mobilised its reservists.", ["mobilisation"]),
    ("Thousands protested in Tbilisi against the law.", ["protest"]),
    ("The convoy hit by a drone was carrying food.", ["attack"]),
    ("Gunmen shot a councillor in the market.", ["gunfire"]),
    ("The pilot dropped two mortar rounds into the crowd.", ["bombardment"]),
    ("The villagers killed in the raid were buried on Friday.", ["raid"]),
    ("Three men abducted by rebels were freed on Monday.", ["abduction", "release"]),
    ("Rebels stormed the prison and freed 200 inmates.", ["attack", "release"]),
    ("Israel bombed Rafah while Hamas fired rockets at Ashkelon.", ["bombardment", "missile_strike"]),
    ("Hamas fired rockets at Ashkelon while Israel bombed Rafah.", ["missile_strike", "bombardment"]),
]

WHOM = [
    ("Baku said its forces had fired on nobody.", "AZE MIL", "-"),
    ("Yerevan said its forces had fired on nobody.", "ARM MIL", "-"),
    ("The Azerbaijani side violated the ceasefire.", "AZE", "-"),
    ("Armenian armed forces fired at Azerbaijani posts.", "ARM MIL", "AZE"),
    ("Azerbaijani armed forces fired at Armenian posts.", "AZE MIL", "ARM"),
    ("Washington imposed sanctions on Tehran.", "USA GOV", "IRN GOV"),
    ("Clashes broke out in Baku on Monday.", "-", "-"),
    ("Unidentified gunmen killed nine villagers.", "UAF", "CVL"),
    ("Nine civilians were killed in Kramatorsk.", "-", "CVL"),
    ("Ukrainian civilians were shot in Bucha while Russian troops held the town.", "-", "UKR CVL"),
    ("Russian civilians were shot in Sudzha while Ukrainian troops held the town.", "-", "RUS CVL"),
    ("Tigrayan fighters killed by Eritrean soldiers were buried.", "ERI MIL", "ETH REB"),
    ("The Central General Staff (EMC) is strong. EMC rebels shelled a post.", "COL REB EMC", "-"),
    ("On Tuesday Indian aircraft bombed what Delhi called a camp.", "IND MIL", "-"),
    ("On Tuesday Pakistani aircraft bombed what Islamabad called a camp.", "PAK MIL", "-"),
    ("Myanmar is at war. The Wa army shelled Lashio.", "MIL", "-"),
    ("A mortar shell fired by Houthi fighters landed in a street, killing two boys.", "YEM REB HOU", "-"),
    ("Nine civilians died in US air strikes on a port.", "USA", "CVL"),
    ("Nine policemen were killed when rebels shot down a helicopter.", "REB", "COP"),
]


@pytest.mark.parametrize(
    ("text", "rows"), [*WHO, *ACTS], ids=lambda value: value[:50] if isinstance(value, str) else ""
)
def test_who_says_what_of_whom(text: str, rows: list[str]) -> None:
    """Every way of naming a source, and everything one does by speaking, gives its chain, its act and its roles."""
    assert rows == [row(claim) for claim in claims(text)]


@pytest.mark.parametrize(("text", "modality"), MODALITIES)
def test_how_sure_a_happening_is(text: str, modality: str) -> None:
    """Hedges, questions, conditions, negations, plans, offers, threats and calls set the modality of a happening."""
    assert [modality] == [claim.modality for claim in claims(text)]


@pytest.mark.parametrize(("text", "kinds"), WHAT)
def test_every_family_of_happenings_is_found(text: str, kinds: list[str]) -> None:
    """Verbs, nouns, passives and reduced relatives tell what happened; several happenings are several claims."""
    assert kinds == [claim.event_kind for claim in claims(text)]


@pytest.mark.parametrize(("text", "actors", "recipients"), WHOM)
def test_who_did_it_to_whom(text: str, actors: str, recipients: str) -> None:
    """A capital may be a government or a place, and nobody is inferred from a passive."""
    told = row(claims(text)[-1]).split(" | ")[-1]

    assert told == f"{actors} > {recipients}"


def test_each_link_of_a_chain_has_its_words() -> None:
    """Source, word of saying and what is said of every link lie in the text, each content within the one around it."""
    text = "The agency quoted the governor as saying that witnesses had told him that soldiers had fired on the crowd."
    links = claims(text)[0].sources[1:]

    assert [link.span and link.span.of(text) for link in links] == ["The agency", "the governor", "witnesses"]
    assert [link.cue_span and link.cue_span.of(text) for link in links] == ["quoted", "as saying", "told"]
    contents = [link.content_span for link in links if link.content_span]
    assert len(contents) == 3
    assert all(outer.holds(inner) for outer, inner in pairwise(contents))


@pytest.mark.parametrize(
    "text",
    [
        "Armenia's prime minister expressed condolences over the deaths of 12 people in Ganja.",
        "Azerbaijan's president expressed condolences over the deaths of 12 people in Goris.",
        "Turkey condemned the killing of 40 people in Rafah.",
    ],
)
def test_who_mourns_or_condemns_names_no_culprit(text: str) -> None:
    """Condolence and condemnation tell of a loss; nobody is taken for the one who did it."""
    (claim,) = claims(text)

    assert claim.speech_act in {"condole", "condemn"}
    assert claim.actors == ()


def test_a_happening_told_again_is_another_claim() -> None:
    """What is told twice gives two claims with spans of their own."""
    told = claims(
        "A bomb killed 12 people in Mogadishu on Monday. The Mogadishu bomb, which killed 12 people, was huge."
    )

    assert [claim.toll[0].best for claim in told] == [12, 12]
    assert told[0].span.end <= told[1].span.start
