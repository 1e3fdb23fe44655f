"""Charts as SVG text, one hand for the page and the printed report.

Every mark carries a class, which the page's style sheet colours for light and dark, and the
print colours as plain attributes, which is all a PDF needs.
"""

from gait_lab.charts.cycle import CycleLine, cycle_chart
from gait_lab.charts.footfalls import Footfall, footfall_chart
from gait_lab.charts.range_bar import Bar, range_bar
from gait_lab.charts.style_map import Spot, style_map

__all__ = [
    "Bar",
    "CycleLine",
    "Footfall",
    "Spot",
    "cycle_chart",
    "footfall_chart",
    "range_bar",
    "style_map",
]
