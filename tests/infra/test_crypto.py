"""What is sealed opens for the right key in the right place alone, and keys never show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laksana_infra.crypto import (
    KeyMaterialError,
    KeyPurpose,
    MasterKey,
    SealedValueError,
    SecretKey,
    keyed_digest,
    new_key,
    open_sealed,
    seal,
    unwrap_key,
    wrap_key,
)

KEY = SecretKey(bytes(range(32)))
# HKDF-SHA256 of 32 zero bytes: another value here would make every stored key and digest unreadable.
OFFICE_KEYS = "dfdaef17fea6166a784a34bf4392194cd1ff136825e70e0657b7875aa06be12f"
PERSON_SEARCH = "1ade0425e235e223594bc5dca10a096f7254ff8c9ed93991978c426597fdd52b"


@given(plaintext=st.binary(max_size=200), associated=st.binary(max_size=40))
def test_what_was_sealed_opens_again(plaintext: bytes, associated: bytes) -> None:
    assert open_sealed(KEY, seal(KEY, plaintext, associated=associated), associated=associated) == plaintext


def test_equal_values_sealed_twice_do_not_look_equal() -> None:
    assert seal(KEY, b"3201", associated=b"") != seal(KEY, b"3201", associated=b"")


@given(position=st.integers(min_value=0, max_value=32), bit=st.integers(min_value=0, max_value=7))
def test_any_changed_bit_keeps_the_value_shut(position: int, bit: int) -> None:
    sealed = bytearray(seal(KEY, b"NIK!", associated=b"person/1"))
    sealed[position] ^= 1 << bit

    with pytest.raises(SealedValueError):
        open_sealed(KEY, bytes(sealed), associated=b"person/1")


@pytest.mark.parametrize("length", [0, 1, 28, 32])
def test_a_value_that_was_cut_is_refused(length: int) -> None:
    sealed = seal(KEY, b"3201", associated=b"person/1")

    with pytest.raises(SealedValueError):
        open_sealed(KEY, sealed[:length], associated=b"person/1")


def test_another_key_or_another_place_does_not_open() -> None:
    sealed = seal(KEY, b"3201", associated=b"person/1")

    with pytest.raises(SealedValueError):
        open_sealed(new_key(), sealed, associated=b"person/1")
    with pytest.raises(SealedValueError):
        open_sealed(KEY, sealed, associated=b"person/2")


def test_a_wrapped_key_is_no_sealed_value_and_belongs_to_its_office() -> None:
    inner = new_key()
    wrapped = wrap_key(KEY, inner, associated=b"lahat")

    assert unwrap_key(KEY, wrapped, associated=b"lahat") == inner
    with pytest.raises(SealedValueError):
        unwrap_key(KEY, wrapped, associated=b"lamandau")
    with pytest.raises(SealedValueError):
        open_sealed(KEY, wrapped, associated=b"lahat")


def test_digests_differ_by_key_purpose_and_data() -> None:
    digests = {
        keyed_digest(KEY, b"c", purpose="ab"),
        keyed_digest(KEY, b"bc", purpose="a"),
        keyed_digest(KEY, b"d", purpose="ab"),
        keyed_digest(SecretKey(b"x" * 32), b"c", purpose="ab"),
    }

    assert len(digests) == 4
    assert keyed_digest(KEY, b"c", purpose="ab") in digests


def test_the_master_keys_children_stay_the_same_from_release_to_release() -> None:
    master = MasterKey(bytes(32))

    assert master.key_for(KeyPurpose.OFFICE_KEYS).material.hex() == OFFICE_KEYS
    assert master.key_for(KeyPurpose.PERSON_SEARCH).material.hex() == PERSON_SEARCH
    assert MasterKey.from_text(master.to_text()) == master


def test_no_key_shows_in_a_repr_or_an_error() -> None:
    master = MasterKey(b"rahasia-" * 4)

    assert "rahasia" not in repr(master) + repr(SecretKey(b"rahasia-" * 4))
    for text in ("rahasia", "rahasia!", "cmFoYXNpYQ=="):
        with pytest.raises(KeyMaterialError) as caught:
            MasterKey.from_text(text)
        assert text not in str(caught.value)
