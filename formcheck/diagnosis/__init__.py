"""What works on this machine and what does not."""

from formcheck.diagnosis.checks import diagnose
from formcheck.diagnosis.finding import Diagnosis

__all__ = ["Diagnosis", "diagnose"]
