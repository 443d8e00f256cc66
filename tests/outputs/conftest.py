"""What tests of the outputs share: the specimen, as its apparatus and as it is built from that."""

from __future__ import annotations

import pytest

from conftest import Whole
from editio.edition import Built
from editio.inputs.registers import Apparatus


@pytest.fixture(scope="session")
def apparatus(specimen_edition: Whole) -> Apparatus:
    return specimen_edition[1]


@pytest.fixture(scope="session")
def built(specimen_edition: Whole) -> Built:
    return specimen_edition[0]
