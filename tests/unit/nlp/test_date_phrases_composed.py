"""Families of phrases in which the Federal Register tells what a date does; all sentences are composed."""

import re

import pytest
from composed_texts import facts

from nlp.guide import mapped

pytestmark = pytest.mark.usefixtures("rules_alone")

# (block, words, dates with their roles in the words of the labelling guide)
PHRASES: list[tuple[str, str, set[tuple[str, str]]]] = [
    ("dates", "This rule is effective June 3, 2019. The compliance date for § 758.1(b) is September 3, "
     "2019.",
     {("2019-06-03", "effective"), ("2019-09-03", "compliance")}),
    ("dates", "The effective date of the rule published at 82 FR 12345 on March 3, 2017, is delayed until "
     "May 5, 2017.",
     {("2017-03-03", "refers_to_document"), ("2017-05-05", "delayed_to")}),
    ("dates", "The effective date of the final rule published January 19, 2017, at 82 FR 6789, is delayed "
     "from March 20, 2017, to May 19, 2017.",
     {("2017-01-19", "refers_to_document"), ("2017-03-20", "refers_to_document"), ("2017-05-19", "delayed_to")}),
    ("dates", "As of March 17, 2017, the effective date of the rule published January 19, 2017, at 82 FR "
     "6789, is further delayed until May 22, 2017.",
     {("2017-03-17", "effective"), ("2017-01-19", "refers_to_document"), ("2017-05-22", "delayed_to")}),
    ("dates", "Comments on this interim final rule must be received by BIS no later than December 2, 2013.",
     {("2013-12-02", "comment_deadline")}),
    ("dates", "The comment period for the proposed rule published on June 2, 2014 (79 FR 31234), which "
     "closed on July 17, 2014, is reopened and extended through September 2, 2014.",
     {("2014-06-02", "refers_to_document"), ("2014-07-17", "other"), ("2014-09-02", "comment_deadline"),
     ("2014-09-02", "extended_to")}),
    ("abstract", "This rule extends the validity of the temporary general license, which was set to expire on "
     "November 18, 2019, to February 16, 2020.",
     {("2019-11-18", "other"), ("2020-02-16", "expiry"), ("2020-02-16", "extended_to")}),
    ("dates", "This rule is effective July 8, 2020, and applicable beginning January 2, 2020.",
     {("2020-07-08", "effective"), ("2020-01-02", "effective")}),
    ("dates", "Date of expiration: This order expires on July 2, 2020.",
     {("2020-07-02", "expiry")}),
    ("abstract", "Shipments of items removed from eligibility for a License Exception that were on dock for "
     "loading, on lighter, laden aboard an exporting carrier, or en route aboard a carrier to a "
     "port of export, on May 20, 2021, pursuant to actual orders for export, may proceed to that "
     "destination under the previous eligibility so long as they have been exported before June "
     "21, 2021. Any such items not actually exported before midnight, on June 21, 2021, require a "
     "license.",
     {("2021-05-20", "savings"), ("2021-06-21", "savings")}),
    ("abstract", "On March 5, 2014, in the U.S. District Court for the Southern District of Texas, John Doe "
     "was convicted of violating section 38. His export privileges are denied until March 5, 2024.",
     {("2014-03-05", "other"), ("2024-03-05", "expiry")}),
    ("abstract", "On August 13, 2018, the President signed into law the National Defense Authorization Act.",
     {("2018-08-13", "refers_to_document")}),
    ("abstract", "The President signed Executive Order 13222 on August 17, 2001.",
     {("2001-08-17", "refers_to_document")}),
    ("abstract", "Executive Order 13222 of August 17, 2001, as extended by the Notice of August 7, 2015, has "
     "continued the regulations in effect.",
     {("2001-08-17", "refers_to_document"), ("2015-08-07", "refers_to_document")}),
    ("abstract", "The Bureau received an application for review from the company on July 2, 1999.",
     {("1999-07-02", "filed")}),
    ("abstract", "The meeting will be held on April 3, 2012, at 9:00 a.m. Requests to attend must be received "
     "by March 27, 2012.",
     {("2012-04-03", "other"), ("2012-03-27", "other")}),
    ("abstract", "The license is valid from May 20, 2019, through August 19, 2019.",
     {("2019-05-20", "effective"), ("2019-08-19", "expiry")}),
    ("abstract", "This rule suspends from June 2, 1998, until December 2, 1998, the licensing requirement for "
     "these items.",
     {("1998-06-02", "stay_from"), ("1998-12-02", "stay_until")}),
    ("dates", "The proposed rule published on June 6, 2001 (66 FR 30305) is withdrawn as of October 9, "
     "2018.",
     {("2001-06-06", "refers_to_document"), ("2018-10-09", "effective")}),
    ("dates", "The amendments in instructions 2 and 3 are effective March 1, 2020, and the amendment in "
     "instruction 4 is effective May 1, 2020.",
     {("2020-03-01", "effective"), ("2020-05-01", "effective")}),
    ("dates", "Although there is no formal comment period, comments received by April 4, 2000 will be "
     "considered.",
     {("2000-04-04", "comment_deadline")}),
    ("dates", "This rule is effective April 4, 2000. To be assured of consideration, written comments must "
     "be submitted by June 5, 2000.",
     {("2000-04-04", "effective"), ("2000-06-05", "comment_deadline")}),
    ("dates", "This final rule is effective at 11:30 a.m. (EDT) June 3, 2022.",
     {("2022-06-03", "effective")}),
    ("abstract", "The rule was filed for public inspection with the Office of the Federal Register on October "
     "18, 2023.",
     {("2023-10-18", "refers_to_document")}),
    ("abstract", "On January 7, 2004, the Department of State published in the Federal Register a proposed "
     "rule.",
     {("2004-01-07", "refers_to_document")}),
    ("abstract", "In a rule dated June 4, 2010, the agency revised the controls.",
     {("2010-06-04", "refers_to_document")}),
    ("abstract", "Between January 2, 2011, and December 31, 2012, the company exported items without a "
     "license.",
     {("2011-01-02", "other"), ("2012-12-31", "other")}),
    ("dates", "Effective as of 12:01 a.m., February 24, 2022.",
     {("2022-02-24", "effective")}),
    ("abstract", "Compliance with the new reporting requirement is not required until October 1, 2014.",
     {("2014-10-01", "compliance")}),
    ("abstract", "Exporters must comply with the new filing requirement beginning on July 1, 2004.",
     {("2004-07-01", "compliance")}),
    ("abstract", "On February 23, 2017, OMB issued a control number that authorizes these collections.",
     {("2017-02-23", "other")}),
    ("abstract", "On May 9, 1997, the Agency issued a license to the company.",
     {("1997-05-09", "other")}),
    ("abstract", "On May 9, 1997, the Agency issued guidance on the export of such items.",
     {("1997-05-09", "refers_to_document")}),
    ("abstract", "These rules were both filed for public inspection on October 18, 2023. This rule was filed "
     "for public inspection on October 25, 2023.",
     {("2023-10-18", "refers_to_document"), ("2023-10-25", "filed")}),
    ("dates", "This correction is effective on March 1, 2007, and is applicable as of January 2, 2007.",
     {("2007-03-01", "effective"), ("2007-01-02", "effective")}),
    ("dates", "Effective Date: March 1, 2007. Comment Date: April 2, 2007.",
     {("2007-03-01", "effective"), ("2007-04-02", "comment_deadline")}),
    ("dates", "Effective: March 1, 2007. Comments: Submit written comments by April 2, 2007.",
     {("2007-03-01", "effective"), ("2007-04-02", "comment_deadline")}),
    ("dates", "The regulations in this document take effect on March 1, 2007, except for § 748.5, which "
     "takes effect on June 1, 2007.",
     {("2007-03-01", "effective"), ("2007-06-01", "effective")}),
    ("dates", "Section 748.5, published at 72 FR 1234 on January 11, 2007, is stayed indefinitely effective"
     " March 1, 2007.",
     {("2007-01-11", "refers_to_document"), ("2007-03-01", "stay_from")}),
    ("dates", "Effective March 1, 2007, § 748.5(b) is suspended until further notice.",
     {("2007-03-01", "stay_from")}),
    ("dates", "The stay of § 748.5 is lifted and the section is effective March 1, 2007.",
     {("2007-03-01", "effective")}),
    ("dates", "The amendments made by the interim rule that published on March 1, 2007, at 72 FR 9000, are "
     "confirmed as effective on April 2, 2007.",
     {("2007-03-01", "refers_to_document"), ("2007-04-02", "effective")}),
    ("dates", "The direct final rule published at 72 FR 9000 on March 1, 2007, is withdrawn effective April"
     " 2, 2007.",
     {("2007-03-01", "refers_to_document"), ("2007-04-02", "effective")}),
    ("abstract", "This rule extends the expiration date of the export clearance exemption from June 30, 2001, "
     "to December 31, 2001.",
     {("2001-06-30", "other"), ("2001-12-31", "expiry"), ("2001-12-31", "extended_to")}),
    ("abstract", "Interested persons were invited to comment until June 2, 2003.",
     {("2003-06-02", "other")}),
    ("abstract", "The deadline for comments was June 2, 2003.",
     {("2003-06-02", "other")}),
    ("abstract", "The comment period closed June 2, 2003, and twelve comments were received.",
     {("2003-06-02", "other")}),
    ("abstract", "Comments are due June 2, 2003; reply comments are due June 17, 2003.",
     {("2003-06-02", "comment_deadline"), ("2003-06-17", "comment_deadline")}),
    ("abstract", "BIS will accept comments on this notice through June 2, 2003.",
     {("2003-06-02", "comment_deadline")}),
    ("abstract", "Interested parties are invited to submit views on or before June 2, 2003.",
     {("2003-06-02", "comment_deadline")}),
    ("abstract", "Responses to this notice of inquiry must reach the Bureau by June 2, 2003.",
     {("2003-06-02", "comment_deadline")}),
    ("abstract", "The company pleaded guilty on June 2, 2003, and was sentenced on September 4, 2003.",
     {("2003-06-02", "other"), ("2003-09-04", "other")}),
    ("abstract", "The charging letter was issued on June 2, 2003.",
     {("2003-06-02", "filed")}),
    ("abstract", "On June 2, 2003, the Office of Export Enforcement filed a charging letter against the "
     "respondent.",
     {("2003-06-02", "filed")}),
    ("abstract", "The order denies export privileges for ten years, until June 2, 2013.",
     {("2013-06-02", "expiry")}),
    ("abstract", "The Temporary Denial Order was issued on June 2, 2013, and would expire on November 29, "
     "2013.",
     {("2013-06-02", "refers_to_document"), ("2013-11-29", "expiry")}),
    ("abstract", "The TDO issued on June 2, 2013, is renewed for 180 days, and shall remain in effect until "
     "May 28, 2014.",
     {("2013-06-02", "refers_to_document"), ("2014-05-28", "expiry"), ("2014-05-28", "extended_to")}),
    ("abstract", "General License No. 4 expires at 12:01 a.m. eastern daylight time, July 26, 2023.",
     {("2023-07-26", "expiry")}),
    ("abstract", "The general license authorizes such transactions through 12:01 a.m. eastern time, July 26, "
     "2023.",
     {("2023-07-26", "expiry")}),
    ("abstract", "OFAC issued General License 25 on May 2, 2023.",
     {("2023-05-02", "refers_to_document")}),
    ("abstract", "The Secretary determined on June 2, 2013, that the waiver was in the national interest.",
     {("2013-06-02", "other")}),
    ("abstract", "The determination of June 2, 2013 is revoked.",
     {("2013-06-02", "refers_to_document")}),
    ("abstract", "Russia's invasion of Ukraine on February 24, 2022 led to these controls.",
     {("2022-02-24", "other")}),
    ("abstract", "This rule implements decisions agreed on at the plenary meeting held December 4, 2013.",
     {("2013-12-04", "other")}),
    ("abstract", "This rule implements the agreement that was reached on December 4, 2013, among the members.",
     {("2013-12-04", "other")}),
    ("abstract", "As of January 1, 2001, exporters must use the new form.",
     {("2001-01-01", "effective")}),
    ("abstract", "Beginning January 1, 2001, exporters must use the new form.",
     {("2001-01-01", "effective")}),
    ("abstract", "Contracts signed prior to January 1, 2001 are not affected.",
     {("2001-01-01", "savings")}),
    ("abstract", "The rule published on June 2, 2013, will become effective on December 2, 2013.",
     {("2013-06-02", "refers_to_document"), ("2013-12-02", "refers_to_document")}),
    ("abstract", "This action delays until December 2, 2013, the effective date of the rule published June 2, "
     "2013.",
     {("2013-06-02", "refers_to_document"), ("2013-12-02", "delayed_to")}),
    ("abstract", "BIS postpones the effective date of that rule from December 2, 2013, until March 3, 2014.",
     {("2013-12-02", "refers_to_document"), ("2014-03-03", "delayed_to")}),
    ("abstract", "The new effective date is March 3, 2014.",
     {("2014-03-03", "delayed_to")}),
    ("abstract", "The nomination period closes March 3, 2014.",
     {("2014-03-03", "other")}),
    ("abstract", "Applications must be postmarked no later than March 3, 2014.",
     {("2014-03-03", "other")}),
    ("abstract", "The information collection is approved through March 31, 2014.",
     {("2014-03-31", "expiry")}),
    ("abstract", "OMB approval for this collection expires on March 31, 2014.",
     {("2014-03-31", "expiry")}),
    ("abstract", "Done in Washington, DC, this 5th day of May 2003.",
     {("2003-05-05", "signed")}),
    ("abstract", "The Department's regulation of June 2, 2003 remains unchanged.",
     {("2003-06-02", "refers_to_document")}),
]  # fmt: skip


@pytest.mark.parametrize(("block", "words", "expected"), PHRASES)
def test_phrases(block: str, words: str, expected: set[tuple[str, str]]) -> None:
    found = facts(("title", "Composed amendments"), ("action", "Final rule."), (block, words))
    days = (fact for fact in found if fact.kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", fact.value))
    assert {(fact.value, mapped("heads", "date", fact.role)) for fact in days} == expected
