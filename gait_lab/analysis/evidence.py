"""Every source the findings, the reference ranges and the lessons cite: said once, checked once.

A source stands here only if its text or abstract was read. ``says`` is what was read, in our
words; a figure that is not in it is not to be cited from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One publication. ``doi`` is None where it has none that could be confirmed."""

    key: str
    authors: str
    year: int
    title: str
    journal: str
    doi: str | None
    says: str

    @property
    def short(self) -> str:
        """Author and year, as cited in a sentence."""
        return f"{self.authors} {self.year}"

    @property
    def url(self) -> str | None:
        """Where to read it."""
        return f"https://doi.org/{self.doi}" if self.doi else None

    @property
    def citation(self) -> str:
        """Author, year, title, journal and DOI, for a list of references."""
        doi = f" doi:{self.doi}" if self.doi else ""
        return f"{self.authors} ({self.year}). {self.title}. {self.journal}.{doi}"


_SOURCES = (
    Source(
        "altman2012",
        "Altman and Davis",
        2012,
        "A kinematic method for footstrike pattern detection in barefoot and shod runners",
        "Gait & Posture 35(2):298-300",
        "10.1016/j.gaitpost.2011.09.104",
        "Introduces the foot-strike angle: the pitch of the foot at contact against its pitch "
        "when flat.",
    ),
    Source(
        "anderson2022",
        "Anderson et al.",
        2022,
        "What is the effect of changing running step rate on injury, performance and "
        "biomechanics? A systematic review and meta-analysis",
        "Sports Medicine - Open",
        "10.1186/s40798-022-00504-0",
        "37 studies. A higher step rate: strong evidence for less peak knee flexion; moderate for "
        "shorter steps, less peak hip adduction, a smaller knee extensor moment and a smaller "
        "foot-strike angle; very limited evidence for less pain and better function in runners "
        "with pain around the kneecap, and for more perceived effort. Insufficient evidence on "
        "injury and performance.",
    ),
    Source(
        "barton2016",
        "Barton et al.",
        2016,
        "Running retraining to treat lower limb injuries: a mixed-methods study of current "
        "evidence synthesised with expert opinion",
        "British Journal of Sports Medicine 50(9):513-526",
        "10.1136/bjsports-2015-095278",
        "Limited evidence for feedback that reduces hip adduction in women with pain around the "
        "kneecap, and for a change away from rearfoot strike, or a higher step rate, with "
        "exertional pain at the front of the lower leg. Many immediate mechanical effects.",
    ),
    Source(
        "bramah2018",
        "Bramah et al.",
        2018,
        "Is there a pathological gait associated with common soft tissue running injuries?",
        "American Journal of Sports Medicine 46(12):3023-3031",
        "10.1177/0363546518793657",
        "72 injured and 36 healthy runners, compared after the injury. The injured showed more "
        "pelvic drop and forward trunk lean at mid-stance and a straighter knee and more "
        "dorsiflexed ankle at contact; each degree of pelvic drop went with 80 % higher odds of "
        "being in the injured group.",
    ),
    Source(
        "chan2018",
        "Chan et al.",
        2018,
        "Gait retraining for the reduction of injury occurrence in novice distance runners: "
        "1-year follow-up of a randomized controlled trial",
        "American Journal of Sports Medicine 46(2):388-395",
        "10.1177/0363546517736277",
        "320 novice runners. Two weeks of visual feedback to land softly lowered vertical loading "
        "rates (d > 0.99).",
    ),
    Source(
        "damsted2015",
        "Damsted et al.",
        2015,
        "Reliability of video-based quantification of the knee and hip angle at foot strike "
        "during running",
        "International Journal of Sports Physical Therapy",
        None,
        "18 runners, two clinicians with measuring software. The knee angle at contact, 95 % "
        "prediction interval: 3 to 8 degrees wide within a day, 9 to 14 between days.",
    ),
    Source(
        "dingenen2018",
        "Dingenen et al.",
        2018,
        "Test-retest reliability of two-dimensional video analysis during running",
        "Physical Therapy in Sport, September 2018:40-47",
        "10.1016/j.ptsp.2018.06.009",
        "21 recreational runners filmed twice, a week apart. Smallest detectable difference: "
        "pelvic drop 2.7 to 2.8 degrees, hip adduction and knee flexion 2.3 to 3.8, tibia and "
        "ankle 2.2 to 4.8, trunk, thigh and foot 1.3 to 2.3. At least seven steps are needed.",
    ),
    Source(
        "fukuchi2017",
        "Fukuchi et al.",
        2017,
        "A public dataset of running biomechanics and the effects of running speed on lower "
        "extremity kinematics and kinetics",
        "PeerJ 5:e3298",
        "10.7717/peerj.3298",
        "28 regular runners on an instrumented treadmill at 2.5, 3.5 and 4.5 m/s in neutral "
        "shoes; marker paths and ground reaction forces are public.",
    ),
    Source(
        "goto2024",
        "Goto et al.",
        2024,
        "Agreement between 2D visual- and 3D motion capture-based assessment of foot strike "
        "pattern",
        "International Journal of Sports Physical Therapy 19(11):1386-1396",
        "10.26603/001c.123952",
        "162 foot strikes. Rearfoot or not: agreement between methods 0.89 to 0.95 (kappa); three "
        "classes agree less.",
    ),
    Source(
        "heiderscheit2011",
        "Heiderscheit et al.",
        2011,
        "Effects of step rate manipulation on joint mechanics during running",
        "Medicine & Science in Sports & Exercise 43(2):296-302",
        "10.1249/MSS.0b013e3181ebedf4",
        "45 healthy recreational runners, treadmill. A step rate 5 or 10 % higher: less energy "
        "absorbed at the knee, shorter steps, less vertical excursion, braking and peak knee "
        "flexion; at 10 % also less peak hip adduction.",
    ),
    Source(
        "lieberman2015",
        "Lieberman et al.",
        2015,
        "Effects of stride frequency and foot position at landing on braking force, hip torque, "
        "impact peak force and the metabolic cost of running in humans",
        "Journal of Experimental Biology 218:3406-3414",
        "10.1242/jeb.125500",
        "14 runners at 3.0 m/s. Landing farther ahead of the hip went with more braking force, "
        "farther ahead of the knee with a higher impact peak; five more strides a minute brought "
        "the foot 5.9 % closer to the hip.",
    ),
    Source(
        "malisoux2023",
        "Malisoux et al.",
        2023,
        "Reference values and determinants of spatiotemporal and kinetic variables in "
        "recreational runners",
        "Orthopaedic Journal of Sports Medicine",
        "10.1177/23259671231204629",
        "860 healthy recreational runners, treadmill; values by sex and speed. Mean speed 10.5 "
        "km/h in men, 9 km/h in women.",
    ),
    Source(
        "meardon2012",
        "Meardon et al.",
        2012,
        "Step width alters iliotibial band strain during running",
        "Sports Biomechanics 11(4):464-472",
        "10.1080/14763141.2012.699547",
        "15 healthy recreational runners. Modelled strain of the band at the outside of the "
        "thigh rises steadily as steps become narrower.",
    ),
    Source(
        "peterson2022",
        "Peterson et al.",
        2022,
        "Biomechanical and musculoskeletal measurements as risk factors for running-related "
        "injury in non-elite runners: a systematic review and meta-analysis of prospective studies",
        "Sports Medicine - Open 8:38",
        "10.1186/s40798-022-00416-z",
        "30 prospective studies, 3404 runners. The literature does not generally support "
        "biomechanical or musculoskeletal measures as risk factors.",
    ),
    Source(
        "relph2022",
        "Relph et al.",
        2022,
        "Running shoes for preventing lower limb running injuries in adults",
        "Cochrane Database of Systematic Reviews 2022(8)",
        "10.1002/14651858.CD013368.pub2",
        "Sets out the uncertainty about how far running shoes, and which of their features, "
        "prevent injury; reviews the randomised trials to June 2021.",
    ),
    Source(
        "souza2016",
        "Souza",
        2016,
        "An evidence-based videotaped running biomechanics analysis",
        "Physical Medicine and Rehabilitation Clinics of North America 27(1):217-236",
        "10.1016/j.pmr.2015.08.006",
        "A protocol for video analysis. To change the form of uninjured runners would not be "
        "evidence based; when the complaint, the examination and the running agree, the form is a "
        "possible point to intervene.",
    ),
    Source(
        "teng2014",
        "Teng and Powers",
        2014,
        "Sagittal plane trunk posture influences patellofemoral joint stress during running",
        "Journal of Orthopaedic & Sports Physical Therapy",
        "10.2519/jospt.2014.5249",
        "24 healthy recreational runners overground at 3.4 m/s. Own trunk flexion 7.3 (SD 3.6) "
        "degrees; leaning forward more lowered the modelled stress behind the kneecap, standing "
        "straighter raised it.",
    ),
    Source(
        "vanhooren2024",
        "Van Hooren et al.",
        2024,
        "The relationship between running biomechanics and running economy: a systematic review "
        "and meta-analysis of observational studies",
        "Sports Medicine",
        "10.1007/s40279-024-01997-3",
        "51 studies, 1115 runners. Ground contact time and running economy: r = -0.02 (95 % "
        "interval -0.15 to 0.12).",
    ),
    Source(
        "vannatta2015",
        "Vannatta and Kernozek",
        2015,
        "Patellofemoral joint stress during running with alterations in foot strike pattern",
        "Medicine & Science in Sports & Exercise 47(5):1001-1008",
        "10.1249/MSS.0000000000000503",
        "16 healthy women who changed to a forefoot strike: modelled stress behind the kneecap "
        "27 % lower, calf muscle forces higher.",
    ),
    Source(
        "willson2015",
        "Willson et al.",
        2015,
        "Influence of step length and landing pattern on patellofemoral joint kinetics during "
        "running",
        "Scandinavian Journal of Medicine & Science in Sports 25(6):736-743",
        "10.1111/sms.12383",
        "20 runners. Steps 10 % shorter: modelled load behind the kneecap 15 to 20 % less a step, "
        "9 to 12 % less a kilometre.",
    ),
    Source(
        "willwacher2022",
        "Willwacher et al.",
        2022,
        "Running-related biomechanical risk factors for overuse injuries in distance runners",
        "Sports Medicine 52(8):1863-1877",
        "10.1007/s40279-022-01666-3",
        "66 studies. Evidence for running style as a risk factor is conflicting to moderate and "
        "differs from injury to injury.",
    ),
    Source(
        "willy2016",
        "Willy et al.",
        2016,
        "In-field gait retraining and mobile monitoring to address running biomechanics "
        "associated with tibial stress fracture",
        "Scandinavian Journal of Medicine & Science in Sports 26(2):197-205",
        "10.1111/sms.12413",
        "30 healthy runners with high impact forces. Eight runs cued to 7.5 % more steps a minute: "
        "peak hip adduction 2.9 degrees less, loading rates 18 to 19 % less, kept after a month.",
    ),
)

SOURCES: Mapping[str, Source] = {source.key: source for source in _SOURCES}
"""Every source by its key."""


def cite(*keys: str) -> str:
    """Sources as they stand behind a sentence: author, year and DOI, parted by semicolons."""
    return "; ".join(
        source.short + (f", doi:{source.doi}" if source.doi else "")
        for source in (SOURCES[key] for key in keys)
    )
