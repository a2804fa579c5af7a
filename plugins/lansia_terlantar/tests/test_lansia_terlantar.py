"""The tests that follow from the procedure itself; those of this office alone stand beside them."""

from laksana_kit.testing import derive

TestLansiaTerlantar = derive(__file__)
