"""Why a letter could not be set."""


class TypesetError(Exception):
    """Typst refused the document; the sentence names file, line and fault."""


class TypesetTimeout(TypesetError):
    """The document was not set in time; its process was killed and is replaced."""


class TypesetCrash(TypesetError):
    """The process ended before it answered, most often at its memory limit; it is replaced."""
