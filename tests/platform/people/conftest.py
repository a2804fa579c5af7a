from tests.support.two_offices import desk, here, master_key, offices

__all__ = ["desk", "here", "master_key", "offices"]
