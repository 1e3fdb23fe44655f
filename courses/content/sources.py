"""What the lessons cite. Each was read, at least as its abstract, before it was cited."""

SOUZA_2016 = {
    "authors": "Souza RB",
    "year": 2016,
    "title": "An evidence-based videotaped running biomechanics analysis",
    "journal": "Physical Medicine and Rehabilitation Clinics of North America 27(1), 217–236",
    "doi": "10.1016/j.pmr.2015.08.006",
}
DINGENEN_2018 = {
    "authors": "Dingenen B, Barton C, Janssen T, Benoit A, Malliaras P",
    "year": 2018,
    "title": "Test-retest reliability of two-dimensional video analysis during running",
    "journal": "Physical Therapy in Sport 33, 40–47",
    "doi": "10.1016/j.ptsp.2018.06.009",
}
FELLIN_2010 = {
    "authors": "Fellin RE, Rose WC, Royer TD, Davis IS",
    "year": 2010,
    "title": (
        "Comparison of methods for kinematic identification of footstrike and toe-off during "
        "overground and treadmill running"
    ),
    "journal": "Journal of Science and Medicine in Sport 13(6), 646–650",
    "doi": "10.1016/j.jsams.2010.03.006",
}
HANDSAKER_2016 = {
    "authors": "Handsaker JC, Forrester SE, Folland JP, Black MI, Allen SJ",
    "year": 2016,
    "title": (
        "A kinematic algorithm to identify gait events during running at different speeds and "
        "with different footstrike types"
    ),
    "journal": "Journal of Biomechanics",
    "doi": "10.1016/j.jbiomech.2016.10.013",
}
VAN_HOOREN_2024 = {
    "authors": "Van Hooren B, Jukic I, Cox M, Frenken KG, Bautista I, Moore IS",
    "year": 2024,
    "title": (
        "The relationship between running biomechanics and running economy: a systematic review "
        "and meta-analysis of observational studies"
    ),
    "journal": "Sports Medicine 54(5), 1269–1316",
    "doi": "10.1007/s40279-024-01997-3",
}
MURRAY_2018 = {
    "authors": "Murray L, Beaven CM, Hébert-Losier K",
    "year": 2018,
    "title": (
        "Reliability of overground running measures from 2D video analyses in a field environment"
    ),
    "journal": "Sports 7(1), 8",
    "doi": "10.3390/sports7010008",
}
DAMSTED_2015 = {
    "authors": "Damsted C, Nielsen RO, Larsen LH",
    "year": 2015,
    "title": (
        "Reliability of video-based quantification of the knee- and hip angle at foot strike "
        "during running"
    ),
    "journal": "International Journal of Sports Physical Therapy",
    "doi": "",
    "address": (
        "https://docksci.com/reliability-of-video-based-quantification-of-the-knee-and-hip-angle-"
        "at-foot-stri_5a5271abd64ab23f1cee1df3.html"
    ),
}
PETERSON_2022 = {
    "authors": "Peterson B, Hawke F, Spink M, Sadler S, Hawes M, Callister R, Chuter V",
    "year": 2022,
    "title": (
        "Biomechanical and musculoskeletal measurements as risk factors for running-related "
        "injury in non-elite runners: a systematic review and meta-analysis of prospective studies"
    ),
    "journal": "Sports Medicine – Open 8, 38",
    "doi": "10.1186/s40798-022-00416-z",
}
HEIDERSCHEIT_2011 = {
    "authors": "Heiderscheit BC, Chumanov ES, Michalski MP, Wille CM, Ryan MB",
    "year": 2011,
    "title": "Effects of step rate manipulation on joint mechanics during running",
    "journal": "Medicine & Science in Sports & Exercise 43(2), 296–302",
    "doi": "10.1249/MSS.0b013e3181ebedf4",
}
ANDERSON_2022 = {
    "authors": "Anderson LM, Martin JF, Barton CJ, Bonanno DR",
    "year": 2022,
    "title": (
        "What is the effect of changing running step rate on injury, performance and "
        "biomechanics? A systematic review and meta-analysis"
    ),
    "journal": "Sports Medicine – Open 8, 112",
    "doi": "10.1186/s40798-022-00504-0",
}
