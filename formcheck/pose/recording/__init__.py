"""Poses on disk: `landmarks.npz`, versioned, without pickle, written and read in flat memory.

A recording is a numpy zip of one array per quantity, one row per pose, and `numpy.load` opens it:

| member | row | unit |
| --- | --- | --- |
| `version` | one number: 2 | |
| `t` | float64 | s |
| `landmarks` | (33, 5) float32 | px, px, px, visibility, presence |
| `world` | (33, 3) float32 | m |
| `source` | (33,) uint8 | `Source` |
| `size` | (2,) int32 | width and height, px |
| `people` | int32 | |
| `brightness` | float64 | grey level 0..255 |
| `extra_<name>` | float64 | as `Pose.extra` says |
| `feet`, `feet_about` | (2, 6, 6), (2, 5) float32, if the foot model looked | as `Feet` says |
| `meta` | one text: JSON | |

Version 1 knows no feet. Version 0 has no `version`, one `size` for all, and only `t`,
`landmarks`, `world` beside it.
"""

from formcheck.pose.recording.reader import Recording
from formcheck.pose.recording.writer import RecordingWriter

__all__ = ["Recording", "RecordingWriter"]
