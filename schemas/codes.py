"""Every code list of the dataset: code, label, definition and the vocabulary it comes from.

A code list is defined here once. The checks, the codebook page, the descriptors
and ``ukr_security_data.codes()`` all read it from here.
"""

from __future__ import annotations

from dataclasses import dataclass

# fmt: off
# One code a line: the lists are read as tables.


@dataclass(frozen=True)
class Code:
    """One allowed value of a coded column."""

    code: str
    label: str
    definition: str


@dataclass(frozen=True)
class CodeList:
    """The allowed values of a coded column.

    Parameters
    ----------
    name : str
        Name of the list; that of its column where only one column uses it.
    title : str
        What the list classifies.
    vocabulary : str
        The vocabulary of the field that the terms come from.
    codes : tuple of Code
        In the order of the codebook; from lowest to highest if `ordered`.
    ordered : bool
        Whether the order is a ranking.
    """

    name: str
    title: str
    vocabulary: str
    codes: tuple[Code, ...]
    ordered: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        """The codes alone, in their order."""
        return tuple(code.code for code in self.codes)


OWN = "this project"


def _list(
    name: str, title: str, vocabulary: str, *codes: tuple[str, str, str], ordered: bool = False
) -> CodeList:
    return CodeList(name, title, vocabulary, tuple(Code(*code) for code in codes), ordered)


# --- actors and people ---------------------------------------------------------------

ACTOR_TYPE = _list(
    "actor_type",
    "Kind of actor",
    "COW and IGO data sets",
    ("state", "State", "A state, recognised by most members of the United Nations or by the coalition's members."),
    ("igo", "International organisation", "An organisation of states with a founding treaty, or with organs of its own."),
    ("coalition", "Coalition", "An informal group of states without a founding treaty."),
    ("force", "Force", "A multinational military formation, in planning or deployed."),
)

MEMBERSHIP_ROLE = _list(
    "membership_role",
    "Role of an actor in a group",
    OWN,
    ("member", "Member", "A full member, or a participant where the group knows no other status."),
    ("co_chair", "Co-chair", "Leads the group together with others."),
    ("lead_nation", "Lead nation", "Leads one component of the group's work, such as the maritime one."),
    ("observer", "Observer", "Attends without taking part in decisions."),
    ("partner", "Partner", "Works with the group by an arrangement short of membership."),
    ("host", "Host", "Hosts the group's headquarters or force."),
)

MEMBERSHIP_BASIS = _list(
    "basis",
    "How a membership is known",
    OWN,
    ("founding_document", "Founding document", "The treaty or document that founds the group, or an accession to it."),
    ("declared_by_group", "Declared by the group", "A list or statement of the group names the actor."),
    ("declared_by_member", "Declared by the member", "The actor itself says that it belongs to the group."),
    ("inferred_from_attendance", "Inferred from attendance", "No list exists; the actor took part in a meeting of the group."),
    ("reported_by_media", "Reported by media", "Media name the actor as a member, and nothing better was read."),
)

# --- sources and evidence ------------------------------------------------------------

SOURCE_TYPE = _list(
    "source_type",
    "Kind of source",
    OWN,
    ("agreement_text", "Text of an agreement", "The wording of the document itself, as a signatory publishes it. Primary."),
    ("official_transcript", "Official transcript", "The words spoken, as published by the speaker's own institution. Primary."),
    ("official_statement", "Official statement", "A release, communique or read-out of an institution. Primary."),
    ("legislative_record", "Legislative record", "Minutes, bills or briefings of a parliament. Primary."),
    ("budget_document", "Budget document", "A budget, a grant decision or a contract notice. Primary."),
    ("news_agency", "News agency", "A wire service, or a page that gives an agency's report under the agency's name."),
    ("news_outlet", "News outlet", "A newspaper, magazine or news site with an editor."),
    ("broadcaster", "Broadcaster", "A radio or television broadcaster, or its site."),
    ("think_tank", "Think tank", "An analysis by a research institute or advocacy group."),
    ("academic", "Academic work", "A paper, a book or a research data set."),
    ("official_social_media", "Official social media", "A post of an institution or an office holder. Primary."),
    ("state_media", "State media", "A medium whose editorial line a state directs."),
    ("reference", "Reference work", "An encyclopedia, a list or a register."),
    ("aggregator", "Aggregator", "A page that retells others without an editor's own reporting, often machine-written."),
)

PRIMARY_SOURCE_TYPES = (
    "agreement_text",
    "official_transcript",
    "official_statement",
    "legislative_record",
    "budget_document",
    "official_social_media",
)

# Whose value is adopted where sources disagree: a kind goes before those of later lines.
PREFERENCE = (
    ("agreement_text",),
    ("official_transcript",),
    ("official_statement", "legislative_record", "budget_document", "official_social_media"),
    ("news_agency",),
    ("news_outlet", "broadcaster", "think_tank", "academic", "reference"),
    ("state_media",),
    ("aggregator",),
)

ADOPTION_RULE = _list(
    "adoption_rule",
    "Why one of two reported values was adopted",
    OWN,
    ("preferred_kind", "Preferred kind", "The best source of the adopted value is of a kind that goes before that of the source of the other."),
    ("more_sources", "More sources", "The sources are of equal kind, and more independent ones carry the adopted value."),
    ("judgement", "Judgement", "Neither decides; the coder chose, as the note says where there is one."),
)

EXTENT_READ = _list(
    "extent_read",
    "How much of a source was read",
    OWN,
    ("full", "Full", "The coder read the whole page or document."),
    ("opening", "Opening", "The coder read the beginning of the page alone, up to some 2,000 characters."),
)

RELATION = _list(
    "relation",
    "What a source does to a record",
    OWN,
    ("supports", "Supports", "The source says what the record, or the named variable of it, says."),
    ("contradicts", "Contradicts", "The source reports another value; it stands in `value_reported`."),
    ("context", "Context", "The source bears on the record without confirming or denying it."),
)

LANGUAGE = _list(
    "language",
    "Language",
    "ISO 639-1",
    *(
        (code, label, f"{label}, as in ISO 639-1.")
        for code, label in (
            ("ar", "Arabic"), ("az", "Azerbaijani"), ("be", "Belarusian"), ("bg", "Bulgarian"), ("ca", "Catalan"),
            ("cs", "Czech"), ("da", "Danish"), ("de", "German"), ("el", "Greek"),
            ("en", "English"), ("es", "Spanish"), ("et", "Estonian"), ("fa", "Persian"), ("fi", "Finnish"),
            ("fr", "French"), ("ga", "Irish"), ("he", "Hebrew"), ("hr", "Croatian"), ("hu", "Hungarian"),
            ("is", "Icelandic"), ("it", "Italian"), ("ja", "Japanese"), ("ka", "Georgian"),
            ("ko", "Korean"), ("lt", "Lithuanian"), ("lv", "Latvian"), ("mk", "Macedonian"),
            ("nb", "Norwegian Bokmal"), ("nl", "Dutch"), ("no", "Norwegian"), ("pl", "Polish"),
            ("pt", "Portuguese"), ("ro", "Romanian"), ("ru", "Russian"), ("sk", "Slovak"),
            ("sl", "Slovenian"), ("sq", "Albanian"), ("sr", "Serbian"), ("sv", "Swedish"),
            ("tr", "Turkish"), ("uk", "Ukrainian"), ("zh", "Chinese"),
        )
    ),
)  # fmt: skip

# --- dates ---------------------------------------------------------------------------

DATE_PRECISION = _list(
    "date_precision",
    "Precision of a date",
    "UCDP GED",
    ("1", "Day", "The day is known."),
    ("2", "Two to six days", "The day is known within two to six days."),
    ("3", "Week", "The day is known within a week of the date given."),
    ("4", "Month", "The month is known; the date is its first day."),
    ("5", "Year", "The year is known; the date is its first day."),
)

# --- events --------------------------------------------------------------------------

EVENT_TYPE = _list(
    "event_type",
    "Kind of event",
    "PLOVER, adapted",
    ("summit", "Summit", "A meeting of the leaders of three or more actors, also where it issues or signs a text."),
    ("ministerial", "Ministerial meeting", "A meeting of ministers of three or more actors."),
    ("military_chiefs_meeting", "Military chiefs' meeting", "A meeting of chiefs of defence or of general staffs."),
    ("advisers_meeting", "Advisers' meeting", "A meeting of national security advisers, political directors or envoys that is not a negotiation with a belligerent's mediator."),
    ("negotiation_round", "Negotiation round", "Talks on ending the war with a belligerent, or between a mediator and a belligerent; a meeting of the two on arms or support alone is bilateral."),
    ("bilateral_meeting", "Bilateral meeting", "A meeting of two actors, in person or by video, also one that is called a summit, other than talks on ending the war."),
    ("call", "Call", "A conversation by telephone or video of two or more leaders or officials, whatever it is about; a video conference of the coalition or an organisation is coded by its level."),
    ("signing", "Signing", "The signature of a document, as an act by itself."),
    ("adoption", "Adoption", "A text agreed by several actors without signature; a legal act of the Council of the European Union too."),
    ("domestic_approval", "Domestic approval", "A government or parliament approves, rejects, debates or is consulted on a pledge or a document; the promise of a vote is an announcement."),
    ("entry_into_force", "Entry into force", "A document enters into force, or begins to be applied."),
    ("announcement", "Announcement", "A unilateral public act that makes, changes or refuses a pledge, or lays out a plan, a proposal or an answer to one."),
    ("press_conference", "Press conference", "Leaders or officials answer jointly before the press for an act or a meeting."),
    ("force_generation", "Force generation", "Planning, headquarters or readiness of a multinational force, meetings of planners included."),
    ("deployment", "Deployment", "Forces arrive or begin their mission."),
    ("delivery", "Delivery", "Promised goods, money or services are handed over."),
    ("ceasefire_step", "Ceasefire step", "A ceasefire is proposed, agreed, entered, violated or expires; a ceasefire among terms of peace is an announcement."),
    ("context", "Context", "Outside the subject, but cited by sources as bearing on it."),
)

FORMAT = _list(
    "format",
    "Format of an event",
    OWN,
    ("in_person", "In person", "All who took part were in one place."),
    ("remote", "Remote", "Nobody shared a room: video or telephone."),
    ("hybrid", "Hybrid", "Some were in the room and some took part by video."),
    ("written", "Written", "An act in writing, without a meeting."),
)

PARTICIPANT_ROLE = _list(
    "participant_role",
    "Role of a participant in an event",
    OWN,
    ("host", "Host", "Invites and receives the others."),
    ("co_chair", "Co-chair", "Chairs the meeting together with another."),
    ("participant", "Participant", "Takes part, acts or speaks."),
    ("signatory", "Signatory", "Signs the document; the actor is then a party to the agreement."),
    ("observer", "Observer", "Attends without being a side of the meeting."),
    ("mediator", "Mediator", "Mediates between the sides."),
    ("invited_absent", "Invited, absent", "Was invited and did not take part."),
)

LEVEL = _list(
    "level",
    "Level of a participant",
    OWN,
    ("head_of_state_or_government", "Head of state or government", "President, prime minister, chancellor or monarch; the head of an organisation's secretariat or council."),
    ("minister", "Minister", "A member of a government below its head; vice-presidents and deputy prime ministers included."),
    ("chief_of_defence", "Chief of defence", "The highest officer of the armed forces or of a general staff."),
    ("envoy", "Envoy", "A person whom a leader sends for this matter and who holds no office named in this list."),
    ("adviser", "Adviser", "A national security or diplomatic adviser of a leader; the secretary of a national security council included."),
    ("official", "Official", "Any other official or officer, such as the head of a leader's office, an expert or an ambassador."),
    ("not_stated", "Not stated", "No source read says who represented the actor."),
)

REVIEW_STATUS = _list(
    "review_status",
    "State of review",
    "UCDP candidate and final events",
    ("candidate", "Candidate", "The evidence is not yet enough for `final`."),
    ("final", "Final", "Rests on one primary source or on two independent secondary ones."),
)

# --- agreements ----------------------------------------------------------------------

INSTRUMENT_TYPE = _list(
    "instrument_type",
    "Kind of instrument",
    "Vienna Convention on the Law of Treaties; ATOP",
    ("treaty", "Treaty", "An agreement that is ratified, or says that it needs to be."),
    ("executive_agreement", "Executive agreement", "An agreement concluded by governments without ratification as a treaty."),
    ("memorandum", "Memorandum", "A document that calls itself a memorandum."),
    ("joint_declaration", "Joint declaration", "A declaration of several actors in one text."),
    ("declaration_of_intent", "Declaration of intent", "Signed by the sides, and stating what they intend to do."),
    ("compact", "Compact", "A framework that binds several agreements together."),
    ("joint_statement", "Joint statement", "A statement of several actors after a meeting, without the form of a declaration."),
    ("unilateral_commitments", "Unilateral commitments", "Commitments stated by one actor toward another."),
    ("not_stated", "Not stated", "A draft of which no source read says what it is to be."),
)

LEGAL_CHARACTER = _list(
    "legal_character",
    "Legal character of an agreement",
    "Vienna Convention on the Law of Treaties",
    ("legally_binding", "Legally binding", "A party or the text says that it binds in law, or it is a treaty that is ratified or says that it must be (AG0051)."),
    ("politically_binding", "Politically binding", "Not said to bind in law, and what was read shows at least one undertaking of its parties for another's security: they 'commit', 'agree to', 'will', 'shall', 'stand ready' or 'intend' to do something of their own (AG0001)."),
    ("mixed", "Mixed", "Some parts are legally binding and some are not, by the text itself."),
    ("non_binding", "Non-binding", "The text, or all its parties, say that it does not bind; that goes before its wording."),
    ("disputed", "Disputed", "Parties say different things about it."),
    ("not_stated", "Not stated", "What was read shows no undertaking: that the document exists, what it is about, views, support, or demands on others (AG0066)."),
)

AGREEMENT_STATUS = _list(
    "status",
    "Status of an agreement",
    "Vienna Convention on the Law of Treaties",
    ("under_negotiation", "Under negotiation", "A draft is discussed."),
    ("initialled", "Initialled", "The text is settled and not yet signed."),
    ("adopted", "Adopted", "Agreed without signature."),
    ("signed", "Signed", "Signed, and not stated to be in force."),
    ("provisionally_applied", "Provisionally applied", "Applied before its entry into force."),
    ("in_force", "In force", "A party or the text says that it is in force."),
    ("suspended", "Suspended", "Its operation is suspended."),
    ("terminated", "Terminated", "Ended by a party or by all."),
    ("expired", "Expired", "Its term has run out."),
    ("superseded", "Superseded", "Replaced by a later agreement."),
)

PARTY_ROLE = _list(
    "party_role",
    "Role of a party to an agreement",
    "ATOP, adapted",
    ("guarantor", "Guarantor", "Undertakes something for another's security."),
    ("author", "Author", "Issues or joins the text, in which, as far as it was read, it undertakes nothing (AG0076)."),
    ("beneficiary", "Beneficiary", "Its security is what is undertaken, or what the text is about."),
    ("mutual_party", "Mutual party", "Undertakes and receives alike."),
    ("adherent", "Adherent", "Joined the document after its first signature or adoption."),
    ("witness", "Witness", "Signed or attended as a witness, without undertaking."),
)

# --- pledges -------------------------------------------------------------------------

PLEDGE_TYPE = _list(
    "pledge_type",
    "What is pledged",
    OWN,
    ("troop_deployment", "Troop deployment", "Ground forces, or forces of no stated kind, are sent to the beneficiary."),
    ("air_policing", "Air policing", "Aircraft or air defence secure the beneficiary's airspace."),
    ("maritime_security", "Maritime security", "Naval forces secure waters and sea lanes, other than by clearing mines."),
    ("demining", "Demining", "Mines are cleared on land or at sea."),
    ("ceasefire_monitoring", "Ceasefire monitoring", "Observing and verifying a ceasefire, or sitting on the body that does."),
    ("mutual_assistance", "Mutual assistance", "Help after a renewed attack."),
    ("consultation", "Consultation", "Consulting, or bringing the matter before a body, when a stated case arises."),
    ("training", "Training", "Training of the beneficiary's forces."),
    ("arms_transfer", "Arms transfer", "Weapons, ammunition and equipment, given or sold."),
    ("intelligence_sharing", "Intelligence sharing", "Information and intelligence are shared."),
    ("command_and_logistics", "Command and logistics", "Headquarters, coordination, transport and supply for a force or for the beneficiary."),
    ("military_infrastructure", "Military infrastructure", "Hubs, bases and protected facilities are built or run."),
    ("defence_industry", "Defence industry", "Joint production, technology and investment in arms industry."),
    ("financing", "Financing", "Money: grants, loans and guarantees, for military or civil ends."),
    ("sanctions", "Sanctions", "Sanctions against a third actor are imposed, kept or restored."),
    ("reconstruction", "Reconstruction", "Rebuilding and recovery."),
    ("political_support", "Political support", "Support in diplomacy, respect for sovereignty and borders, and backing of another's guarantee without means of one's own."),
    ("force_size", "Force size", "The size of the beneficiary's own army."),
)

ISSUE = CodeList(
    "issue",
    "What a statement is about",
    OWN,
    PLEDGE_TYPE.codes
    + tuple(
        Code(*code)
        for code in (
            ("security_guarantees", "Security guarantees", "The guarantees as a whole."),
            ("joint_declaration", "Joint declaration", "A joint document as such: its adoption, signature or character."),
            ("us_backstop", "United States backstop", "What the United States would do to back the guarantees, its own guarantees to Ukraine included."),
            ("ceasefire_terms", "Ceasefire terms", "Whether, when and on which terms the fighting stops."),
            ("peace_plan", "Peace plan", "A plan or negotiation for ending the war, as a whole."),
            ("territory", "Territory", "Borders, and control of land."),
            ("nato_membership", "NATO membership", "Membership of Ukraine in NATO."),
            ("eu_membership", "EU membership", "Membership of Ukraine in the European Union."),
            ("frozen_assets", "Frozen assets", "Immobilised Russian state assets and their use."),
        )
    ),
)

DOMAIN = _list(
    "domain",
    "Domain of a pledge",
    OWN,
    ("land", "Land", "On land."),
    ("air", "Air", "In the air."),
    ("sea", "Sea", "At sea."),
    ("cyber", "Cyber", "In networks."),
    ("space", "Space", "In space, satellites included."),
    ("financial", "Financial", "By money."),
    ("political", "Political", "By political or legal acts."),
    ("multi", "Several", "In more than one of these."),
)

MODALITY = _list(
    "modality",
    "Strength of the undertaking's wording",
    "Speech-act coding of pledges, adapted",
    ("will", "Will", "A firm future: 'will', 'shall', 'undertakes', 'commits', 'agreed to', or a contribution spoken of as settled. The item's own verb counts before that of the preamble (PL0001, PL0011), an item without a verb takes the preamble's; a report's 'will' counts unless the document or other words of the same actor are weaker."),
    ("stands_ready", "Stands ready", "Readiness or ability: 'stand ready', 'are prepared', 'willing', 'can', 'would' with a condition named (PL0064); it stays readiness where a parliament must still approve (PL0047), and items under a preamble that says so take it (PL0006)."),
    ("intends", "Intends", "Intention: 'intend', 'plan', 'aim', 'want to', 'should', 'will propose' (PL0033, PL0034), or a 'will' that the pledger says must still pass its parliament (PL0037, PL0059)."),
    ("considers", "Considers", "Thinking aloud: 'consider', 'do not rule out', 'possible', 'could', 'might' (PL0041)."),
    ("refuses", "Refuses", "An explicit refusal: 'will not', 'no troops', 'does not plan to'."),
)

COMMITMENT_LEVEL = _list(
    "commitment_level",
    "Level of commitment",
    "IATI; Kiel Ukraine Support Tracker; extended",
    ("proposal", "Proposal", "Under discussion; no undertaking."),
    ("pledge", "Pledge", "An indicative public announcement."),
    ("commitment", "Commitment", "A firm undertaking in a document with terms."),
    ("allocation", "Allocation", "Earmarked: a named unit, a budget line, a signed contract."),
    ordered=True,
)

BINDINGNESS = _list(
    "bindingness",
    "Whether the undertaking binds",
    "Vienna Convention on the Law of Treaties",
    ("legally_binding", "Legally binding", "Stands in a document that is `legally_binding`, or the pledger says that it binds in law."),
    ("politically_binding", "Politically binding", "Stands in a document to which the pledger is a party and which is `politically_binding` (PL0001, PL0070), or the pledger calls it a political commitment."),
    ("non_binding", "Non-binding", "Stated not to bind, by the pledger or its document."),
    ("not_stated", "Not stated", "Announced outside a document of the pledger's own, in speech, interview or release, and nothing is said about its force (PL0050)."),
)

CONDITIONALITY = _list(
    "conditionality",
    "Whether conditions are attached",
    "Benson (conditional alliances)",
    ("unconditional", "Unconditional", "A source says that nothing must happen first, or the terms of the document that contains it hold from its date and name no case for it (PL0070)."),
    ("conditional", "Conditional", "At least one condition is stated, for the undertaking itself or for the document or force as a whole (PL0001); each is a row of pledge_conditions. Words such as 'after a ceasefire' or 'when there is peace' are conditions, and so is the case in which a duty falls due (PL0073)."),
    ("not_stated", "Not stated", "No condition and no absence of one is stated; so for any refusal, also 'not even after a ceasefire' or 'while there is war' (PL0044, PL0050, PL0062), and for what is announced without a word on conditions (PL0027)."),
)

QUANTITY_QUALIFIER = _list(
    "quantity_qualifier",
    "How exact a quantity is",
    OWN,
    ("exact", "Exact", "The number as such."),
    ("at_least", "At least", "A lower bound."),
    ("up_to", "Up to", "An upper bound."),
    ("about", "About", "An approximation, or a word such as 'several thousand'."),
    ("range", "Range", "From a low to a high."),
)

CURRENCIES = {
    "EUR": "Euro", "USD": "US dollar", "GBP": "Pound sterling", "AUD": "Australian dollar",
    "BGN": "Bulgarian lev", "CAD": "Canadian dollar", "CHF": "Swiss franc", "CZK": "Czech koruna",
    "DKK": "Danish krone", "HUF": "Hungarian forint", "ISK": "Icelandic krona", "JPY": "Japanese yen",
    "KRW": "South Korean won", "NOK": "Norwegian krone", "NZD": "New Zealand dollar",
    "PLN": "Polish zloty", "RON": "Romanian leu", "SEK": "Swedish krona", "TRY": "Turkish lira",
    "UAH": "Ukrainian hryvnia",
}  # fmt: skip

CURRENCY = _list(
    "currency",
    "Currency",
    "ISO 4217",
    *((code, label, f"{label}, as in ISO 4217.") for code, label in CURRENCIES.items()),
)

QUANTITY_UNIT = CodeList(
    "quantity_unit",
    "Unit of a quantity",
    "ISO 4217 for currencies",
    tuple(
        Code(*code)
        for code in (
            ("persons", "Persons", "Soldiers, trainees or other people."),
            ("brigades", "Brigades", "Brigades."),
            ("battalions", "Battalions", "Battalions."),
            ("companies", "Companies", "Companies of soldiers."),
            ("aircraft", "Aircraft", "Aircraft and helicopters."),
            ("ships", "Ships", "Ships and boats."),
            ("vehicles", "Vehicles", "Land vehicles, armoured or not."),
            ("systems", "Systems", "Weapon systems, drones included."),
            ("rounds", "Rounds", "Rounds of ammunition and missiles."),
            ("percent_of_gdp", "Per cent of GDP", "Per cent of the pledger's gross domestic product, a year."),
        )
    )
    + CURRENCY.codes,
)

CONDITION_TYPE = _list(
    "condition_type",
    "What must be so before the pledge falls due",
    "Benson (conditional alliances), extended",
    ("ceasefire_in_force", "Ceasefire in force", "A ceasefire, truce or end of hostilities holds."),
    ("peace_agreement", "Peace agreement", "A peace deal or settlement is concluded."),
    ("renewed_attack", "Renewed attack", "The beneficiary is attacked again."),
    ("us_support", "United States support", "The United States takes part or backs it."),
    ("international_mandate", "International mandate", "A mandate of the United Nations or of another body."),
    ("host_state_consent", "Consent of the host state", "The beneficiary asks or agrees."),
    ("parliamentary_approval", "Parliamentary approval", "The pledger's parliament approves."),
    ("partner_participation", "Participation of partners", "Other states take part."),
    ("funding_available", "Funding available", "Money is found."),
    ("other", "Other", "Another condition, named in the summary."),
)

CONDITION_MET = _list(
    "met",
    "Whether a condition is met",
    OWN,
    ("not_met", "Not met", "A source says that it is not so, as of the latest date read."),
    ("met", "Met", "A source says that it is so."),
    ("disputed", "Disputed", "Sources or sides disagree."),
    ("unknown", "Unknown", "No source read says it."),
)

FULFILMENT = _list(
    "fulfilment",
    "What became of a pledge",
    "Peace Accords Matrix; Polimeter; adapted",
    ("broken", "Broken", "The pledger acted against it."),
    ("withdrawn", "Withdrawn", "The pledger took it back."),
    ("superseded", "Superseded", "A later pledge took its place."),
    ("not_yet_due", "Not yet due", "Its condition or date has not come."),
    ("not_initiated", "Not initiated", "Due, and nothing was done."),
    ("minimal", "Minimal", "First steps: less than a tenth, or preparation alone."),
    ("intermediate", "Intermediate", "A substantial part."),
    ("full", "Full", "Done as promised."),
    ordered=True,
)

# --- statements ----------------------------------------------------------------------

MEDIUM = _list(
    "medium",
    "Medium of a statement",
    OWN,
    ("speech", "Speech", "Spoken remarks that were prepared or held before an audience."),
    ("press_conference", "Press conference", "Said before the press, answers included."),
    ("interview", "Interview", "Said to one medium."),
    ("social_media", "Social media", "Posted."),
    ("written_statement", "Written statement", "Published in writing by an institution."),
    ("parliamentary_debate", "Parliamentary debate", "Said in a parliament."),
    ("briefing", "Briefing", "Said by a spokesperson or an official to journalists, or reported as such."),
    ("leak", "Leak", "Became known against the will of its author."),
)

POSITION = _list(
    "position",
    "Position taken on the issue",
    "Policy-position coding",
    ("supports", "Supports", "For it: urges, promises, welcomes or defends it, and names no condition (ST0022). To demand that others do the thing itself is no condition of it (ST0091)."),
    ("supports_with_conditions", "Supports with conditions", "For it, if something that the speaker names happens first or is asked for (ST0066); a ceasefire or peace deal counts where the speaker names it (ST0021), and so does a demand on the thing's form (ST0028). That others must act before it can come about counts (ST0017)."),
    ("neutral", "Neutral", "Informs, describes, characterises, asks, reserves judgement or calls it possible, without saying that it should be (ST0019, ST0020, ST0078)."),
    ("opposes", "Opposes", "Against it, or refuses to take part in it."),
    ("threatens", "Threatens", "Announces harm if it happens."),
)

DIRECTNESS = _list(
    "directness",
    "How the words are known",
    OWN,
    ("direct_quote", "Direct quotation", "A source gives the speaker's own words."),
    ("paraphrase", "Paraphrase", "Sources report the sense alone."),
)

ATTRIBUTION = _list(
    "attribution",
    "Who stands behind the statement",
    OWN,
    ("on_record", "On the record", "A named person."),
    ("institutional", "Institutional", "An institution, without a person."),
    ("unnamed_official", "Unnamed official", "A person whom the source does not name."),
)

GUARANTEE_TERM = _list(
    "guarantee_term",
    "Word used for the undertaking",
    OWN,
    ("guarantee", "Guarantee", "'Guarantee' and its equivalents."),
    ("assurance", "Assurance", "'Assurance' and its equivalents."),
    ("commitment", "Commitment", "'Commitment', 'obligation' and their equivalents."),
    ("reassurance", "Reassurance", "'Reassurance' and its equivalents."),
    ("other", "Other", "Another word, such as 'protocol' or 'backstop'."),
)

# --- coding --------------------------------------------------------------------------

CODER_TYPE = _list(
    "coder_type",
    "Kind of coder",
    OWN,
    ("human", "Human", "A person."),
    ("language_model", "Language model", "A language model that read the sources and this codebook."),
)

RELIABILITY_BAND = _list(
    "reliability_band",
    "How far a double-coded variable can be trusted",
    "Krippendorff",
    ("reliable", "Reliable", "Alpha of 0.8 or more."),
    ("tentative", "Tentative", "Alpha of 0.667 or more, below 0.8: good for tentative conclusions."),
    ("low", "Low", "Alpha below 0.667: do not rest a conclusion on the variable alone."),
)

CODE_LISTS: dict[str, CodeList] = {
    code_list.name: code_list
    for code_list in list(globals().values())
    if isinstance(code_list, CodeList)
}
