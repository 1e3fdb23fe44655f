"""What a new site's home page says until its director writes her own."""

HOME = {
    "title": "Midstance",
    "headline": "See how a runner runs, to within a known error.",
    "introduction": (
        "<p>Midstance teaches physical therapists to film, measure and read running, examines "
        "whether they can, and gives them the gait lab to do it with.</p>"
    ),
    "action_text": "See the course",
    "audiences": [
        (
            "audience",
            {
                "title": "Learning",
                "text": (
                    "<p>Lessons that end in measuring. Every claim carries its source and how "
                    "far to trust it; every question says why.</p>"
                ),
                "link_text": "Courses",
                "link_address": "/courses/",
            },
        ),
        (
            "audience",
            {
                "title": "Practising",
                "text": (
                    "<p>Upload a clip and see contact, angles and timing, each with its "
                    "measurement error, and a plain reason where a number cannot be had.</p>"
                ),
                "link_text": "Gait lab",
                "link_address": "/lab/",
            },
        ),
        (
            "audience",
            {
                "title": "Relying on a certificate",
                "text": (
                    "<p>A certificate here means that someone measured real runners within "
                    "stated bands, and that a person signed for it. Check one in a minute.</p>"
                ),
                "link_text": "Verify a certificate",
                "link_address": "/verify/",
            },
        ),
    ],
    "closing": "",
}
