from hypothesis import given
from hypothesis import strategies as st

from certification.codes import ALPHABET, new_code, normalise_code


def test_new_codes_are_read_back_and_differ():
    codes = {new_code() for _ in range(200)}

    assert len(codes) == 200
    assert all(normalise_code(code) == code for code in codes)


def test_code_typed_carelessly_is_understood():
    code = new_code()

    assert normalise_code(f"  {code.lower().replace('-', ' ')} ") == code
    assert normalise_code(code.replace("0", "o").replace("1", "l")) == code


@given(st.integers(0, 15), st.integers(1, len(ALPHABET) - 1))
def test_one_wrong_letter_is_noticed(position, shift):
    letters = list(new_code().replace("-", ""))
    letters[position] = ALPHABET[(ALPHABET.index(letters[position]) + shift) % len(ALPHABET)]

    assert normalise_code("".join(letters)) is None


@given(st.integers(0, 13))
def test_two_swapped_neighbours_are_noticed(position):
    letters = list(new_code().replace("-", ""))
    first, second = letters[position], letters[position + 1]
    letters[position : position + 2] = second, first

    assert (normalise_code("".join(letters)) is None) == (first != second)


def test_other_text_is_no_code():
    for typed in ("", "hello", "7K3M-Q2XD-9PWA", "ÄÖÜ", "0" * 400, "../../etc/passwd"):
        assert normalise_code(typed) is None
