"""What the rules of business projects say: the forecast, what a file lacks, what a pro-forma is worth, the grid."""

from .completeness import Lack, lacks
from .forecast import Forecast, forecast_of
from .grid import GRID_LINES, GridLine, advice, grid_on

__all__ = ["GRID_LINES", "Forecast", "GridLine", "Lack", "advice", "forecast_of", "grid_on", "lacks"]
