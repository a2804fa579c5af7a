"""The tests that follow from the procedure itself; those of this office alone stand beside them."""

from laksana_kit.testing import derive

TestAsistensiRehabilitasi = derive(__file__)
