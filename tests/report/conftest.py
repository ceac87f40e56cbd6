import sys
from pathlib import Path

# Factories that several folders of tests share lie in tests/support.
sys.path.insert(0, str(Path(__file__).parents[1]))
