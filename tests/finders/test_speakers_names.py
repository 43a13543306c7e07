"""Who a source is."""

import pytest

from marks import prose
from recounted.finders.speakers import find_speakers
from recounted.model import Speaker


def names(text: str) -> list[str]:
    """The resolved names of a text's speakers."""
    return [mention.value.name for mention in find_speakers(prose(text)) if isinstance(mention.value, Speaker)]


def kinds(text: str) -> list[str]:
    """The kinds of a text's speakers."""
    return [mention.value.kind for mention in find_speakers(prose(text)) if isinstance(mention.value, Speaker)]


THE_SAME = [
    ("Mayor Ivo Brandt said it was over. According to {him}, talks would follow.", "Ivo Brandt"),
    ("Mayor Ada Nowak said it was over. The road was closed, according to {her}.", "Ada Nowak"),
    ("Mayor Ivo Brandt said it was over. In {his} words, talks would follow.", "Ivo Brandt"),
    ("Sen. Ivo Brandt of Lorn said it was over. {The Lorn senator} added that talks would follow.", "Ivo Brandt"),
    ("Radio host Ivo Brandt said it was over. {Brandt} added that talks would follow.", "Ivo Brandt"),
    ("The Arakan Army (AA) said it was over. {The AA} added that talks would follow.", "Arakan Army"),
    ("Maria Nowak said so. Ivan Brandt met her. {She} added that talks would follow.", "Maria Nowak"),
    ("Secretary of State Ada Nowak said it was over. {Nowak} said so twice.", "Ada Nowak"),
    ("Lorn's military said it hit a base. {It} added that a jet was lost.", "Lorn's military"),
    ("Lorn's military did not confirm the raid, though {it} has said that it keeps the truce.", "Lorn's military"),
    (
        "Lorn's Health Ministry said it was over. {The statement} added that talks would follow.",
        "Lorn's Health Ministry",
    ),
    ("A nurse said she was late. {She} added that the road was closed.", "nurse"),
    ("Officials said it was over. {They} added that talks would follow.", "Officials"),
    ("{A statement by the Lorn Front} said it was over.", "Lorn Front"),
    ("Army chief Abdel Nasser al-Rashid said it was over. {Al-Rashid} said so twice.", "Abdel Nasser al-Rashid"),
    ("Foreign Minister Ada Nowak said it was over. {He} added that talks would follow.", "Ada Nowak"),
    ("Foreign Minister Ada Nowak said it was over. {The minister} added that talks would follow.", "Ada Nowak"),
    ("Foreign Minister Ada Nowak said it was over. {Nowak} added that talks would follow.", "Ada Nowak"),
    ("Ada Nowak, a surgeon, said it was over. {Ms. Nowak} added that talks would follow.", "Ada Nowak"),
    (
        "The ministry's spokesman, Ivo Brandt, said it was over. {The spokesman} added that talks would follow.",
        "Ivo Brandt",
    ),
    (
        "The ministry's spokesman, Ivo Brandt, said it was over. {The major general} added that talks would follow.",
        "Ivo Brandt",
    ),
    ("Lorn Governor Ivo Brandt said it was over. {The governor} added that talks would follow.", "Ivo Brandt"),
    ("Ivo Brandt, 43, flew to Lorn on Monday. {The Prime Minister} said that talks would follow.", "Ivo Brandt"),
    ("Ivo Brandt flew to Lorn on Monday. {He} said that talks would follow.", "Ivo Brandt"),
    (
        "Lorn's Health Ministry said it was over. {The ministry} added that talks would follow.",
        "Lorn's Health Ministry",
    ),
    ("Lorn's Health Ministry said it was over. {It} added that talks would follow.", "Lorn's Health Ministry"),
    ("The Coast Relief Committee said it was over. {They} added that talks would follow.", "Coast Relief Committee"),
    (
        "A shell of the Lorn Liberation Front fell short, a farmer said. {The group} denied the charge.",
        "Lorn Liberation Front",
    ),
    (
        "The Lorn Liberation Front said it was over. {Its own list of the dead} has grown to 40.",
        "Lorn Liberation Front",
    ),
    ("Commission President Ada von der Heide said it was over. {Von der Heide} said so twice.", "Ada von der Heide"),
    ("President of the Lorn Port Authority Ivo Brandt came. {Brandt} said it was over.", "Ivo Brandt"),
]


@pytest.mark.parametrize(("text", "name"), THE_SAME)
def test_a_later_form_stands_for_the_name_given_before(text: str, name: str) -> None:
    """A pronoun, a title, a surname or "the group" is resolved to the name given before."""
    later = text.index("{")
    plain = text.replace("{", "").replace("}", "")

    found = {mention.span.start: mention.value for mention in find_speakers(prose(plain))}

    assert isinstance(found[later], Speaker)
    assert name == found[later].name


def test_the_minister_who_spoke_comes_before_one_who_was_only_met() -> None:
    """Of two ministers, the title stands for the one who has spoken."""
    text = (
        "Foreign Minister Ada Nowak said the truce was broken. "
        "On Monday she called Foreign Minister Ivo Brandt of Lorn. "
        "The minister added that two villages were hit."
    )

    assert [name for name in names(text) if name != "she"][-2:] == ["Ada Nowak", "Ada Nowak"]


def test_he_and_she_keep_apart() -> None:
    """A pronoun is not resolved to somebody of the other sex."""
    text = (
        "The spokeswoman Ada Nowak said the road was open. The spokesman Ivo Brandt said it was closed. "
        "She said that he was wrong. He said that nobody knew."
    )

    assert names(text) == ["Ada Nowak", "Ivo Brandt", "Ada Nowak", "Ivo Brandt"]


def test_another_office_is_another_person() -> None:
    """A title that does not fit the person last heard is somebody new."""
    text = "Mayor Ivo Brandt said the road was open. The governor said it was closed."

    assert names(text) == ["Ivo Brandt", "governor"]


def test_the_army_is_not_a_group_whose_name_ends_so() -> None:
    """ "The army" beside a "National Liberation Army" is the country's own."""
    text = "The National Liberation Army said it had won. The army said it had won."

    assert names(text) == ["National Liberation Army", "army"]


def test_somebody_of_the_family_is_nobody_named_before() -> None:
    """ "Her father" is somebody new."""
    text = "Father Ivo Brandt said the church was hit. Ada Nowak, 11, was hurt, her father said."

    assert names(text) == ["Ivo Brandt", "father"]


def test_an_unnamed_source_stays_unnamed() -> None:
    """ "A security source" is nobody who was named before."""
    text = "Mayor Ivo Brandt said the road was open. A security official said it was closed."

    assert kinds(text) == ["person", "unnamed"]
    assert names(text) == ["Ivo Brandt", "security official"]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Foreign Minister Ada Nowak said so.", "Ada Nowak", "person"),
        ("Rear Admiral Ivo Brandt said so.", "Ivo Brandt", "person"),
        ("Lorn's Ministry of Defence said so.", "Lorn's Ministry of Defence", "organisation"),
        ("The army said it was over.", "army", "organisation"),
        ("Lorn denied it.", "Lorn", "organisation"),
        ("The armed wing of the Front said so.", "armed wing of the Front", "organisation"),
        ("Residents said it was over.", "Residents", "unnamed"),
        ("Doctors at the hospital of Lorn said it was over.", "Doctors at the hospital of Lorn", "unnamed"),
        ("Residents and the council said it was over.", "Residents and the council", "unnamed"),
        ("Each side accused the other.", "Each side", "organisation"),
        ("Rebels loyal to Ivo Brandt said so.", "Rebels loyal to Ivo Brandt", "unnamed"),
        ("The Lorn News Agency said it was over.", "Lorn News Agency", "organisation"),
        ("According to Lorn, 52 people died.", "Lorn", "organisation"),
        ("Lorn and Zara blamed each other.", "Lorn and Zara", "organisation"),
        ("According to Lorn 52 people died.", "Lorn", "organisation"),
        ("According to the ministry at least 12 people were hurt.", "ministry", "organisation"),
        ("Twelve died, according to Channel 12 reporters.", "Channel 12 reporters", "unnamed"),
        ("In the town where according to Lorn 52 people died, a mass was held.", "Lorn", "organisation"),
    ],
)
def test_a_source_has_its_name_and_kind(text: str, name: str, kind: str) -> None:
    """A name is without title and article; its kind is read from its words."""
    assert ([name], [kind]) == (names(text), kinds(text))
