"""Where the bundled population figures and age profiles come from, and on what terms: one entry for each file."""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path

ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0 (National Records of "
    "Scotland, Public Health Scotland, Scottish Government, Improvement Service, Office for National Statistics, "
    "Office for Budget Responsibility)."
)

OGL_PHS_OPEN_DATA = (
    "Open Government Licence v3.0; seen in the OpenDataScotland catalogue records of the datasets, and for NRS "
    "itself on nrscotland.gov.uk, Copyright and Disclaimer"
)
OGL_NRS = "Open Government Licence v3.0; seen on nrscotland.gov.uk, Copyright and Disclaimer. (c) Crown copyright 2020"
NOT_SEEN = (
    "Public Health Scotland official statistics; no licence line was seen for this publication, so the licence is to "
    "be confirmed before redistributing (its sister dataset, the Care Home Census, is under the OGL)"
)
NOT_SEEN_CODES = (
    "Public Health Scotland open data; no licence line was seen for the table of codes itself, the population datasets "
    "published beside it are under the Open Government Licence v3.0"
)
OGL_README_JB = "Open Government Licence v3.0; seen in the README of the repository the copy came from"
OGL_README_PENGUIN = (
    "Open Government Licence v3.0; seen in the README of npscience/PHS_penguin_team_project, which uses the same "
    "dataset"
)

_COVID = "sean-m-cusick/project-2_covid-dashboard, data_raw/, e481ccc68568f07b44eee279804d9d9c5c43ce2b"
_MODEL = (
    "grahamstark/ScottishTaxBenefitModel.jl, data/targets/aug-2022-updates/, 92b244acab6ea7c55eadd1169eeb1d77adb959ad"
)
_SOCIAL_CARE = "Public-Health-Scotland/social-care, 21fe03d3488c98109b5ac693293c559afaab5609"
_HEALTHYR = "humaniverse/healthyr, ed2003efc556306bc4421e2b99b17031db47d719"
_DASHBOARD = "jb74cc/rshiny_dashboard_project, clean_data/, 7329863046f3dbd36ef73f3509e428f5d1f96969"

_PHS_FROM_NRS = "Public Health Scotland, from National Records of Scotland (NRS) figures"
_PHS = "Public Health Scotland"


@dataclass(frozen=True)
class Source:
    """A file in the folder of originals: what it is, who published it, where the copy was taken, on what terms."""

    file: str
    title: str
    publisher: str
    licence: str
    copy: str


LOOKUP = Source(
    "area_lookup_council_hscp_healthboard.csv",
    "Geography codes: council areas, partnerships and health boards of 2019",
    _PHS,
    NOT_SEEN_CODES,
    _COVID,
)
ESTIMATE = Source(
    "population_estimate_council_sya_sex_1981_2023.csv",
    "Population Estimates, council areas, by single year of age and sex, mid-1981 to mid-2023",
    _PHS_FROM_NRS,
    OGL_PHS_OPEN_DATA,
    _COVID,
)
PROJECTION = Source(
    "population_projection_2018based_council_sya_sex_2018_2043.csv",
    "Population Projections, 2018-based, council areas, by single year of age and sex, 2018 to 2043",
    _PHS_FROM_NRS,
    OGL_PHS_OPEN_DATA,
    _COVID,
)
VARIANTS = Source(
    "private_household_population_2018based_variants_council_age_sex_2018_2043.csv",
    "Household Projections for Scotland (2018-based), source data, Tables D, E, F: private household population",
    "National Records of Scotland",
    OGL_NRS,
    _MODEL,
)
CARE_AT_HOME = Source(
    "phs_care_at_home_council_age_people_hours_rate_2009_2024.csv",
    "Care at Home Statistics for Scotland 2023/24",
    _PHS,
    NOT_SEEN,
    _HEALTHYR,
)
CARE_HOMES = Source(
    "phs_care_home_people_council_age_staytype_quarterly_2018_2021.csv",
    "Insights in Social Care 2019/20-2020/21: people in care homes",
    _PHS,
    NOT_SEEN,
    _SOCIAL_CARE,
)
SERVICES = Source(
    "phs_people_supported_council_age_service_2017_2022.csv",
    "Insights in Social Care 2021/22: people supported, by age and service",
    _PHS,
    NOT_SEEN,
    _SOCIAL_CARE,
)
SUPPORTED = Source(
    "phs_people_supported_council_age_sex_2017_2022.csv",
    "Insights in Social Care 2021/22: people supported, by age and sex",
    _PHS,
    NOT_SEEN,
    _SOCIAL_CARE,
)
EMERGENCY = Source(
    "phs_emergency_inpatient_stays_beddays_healthboard_age_sex_quarterly_2016_2021.csv",
    "Inpatient and Daycase Activity, by board of treatment, age and sex: emergency inpatients",
    _PHS,
    OGL_README_JB,
    _DASHBOARD,
)
DELAYED = Source(
    "phs_delayed_discharge_beddays_council_age_reason_monthly_2016_2025.csv",
    "Delayed Discharges in NHSScotland: delayed bed days",
    _PHS,
    OGL_README_PENGUIN,
    _HEALTHYR,
)

SOURCES = (
    LOOKUP,
    ESTIMATE,
    PROJECTION,
    VARIANTS,
    CARE_AT_HOME,
    CARE_HOMES,
    SERVICES,
    SUPPORTED,
    EMERGENCY,
    DELAYED,
)


def described(folder: Path) -> dict[str, object]:
    """What goes into `sources.json`: the attribution, and each file with its terms and its SHA-256."""
    listed = [{**asdict(s), "sha256": hashlib.sha256((folder / s.file).read_bytes()).hexdigest()} for s in SOURCES]
    return {"attribution": ATTRIBUTION, "sources": listed}
