"""Where the samples are, and what the tests lend."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
FIXTURES = ROOT / "tests" / "fixtures"


def from_tests(name: str) -> ModuleType:
    """Return a module of tests/integration, which is no package."""
    path = ROOT / "tests" / "integration" / f"{name}.py"
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
