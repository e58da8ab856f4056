//! The values that a type is shown while it is traced.
//!
//! Most types accept the first of each kind. Those that check what they read (a date, an address, a number that is
//! not zero) are shown the next one, until they accept it.

/// Texts of the forms that types are read from.
pub(super) const TEXTS: &[&str] = &[
    "",
    "a",
    "0",
    "1",
    "2020-01-02T03:04:05Z",
    "2020-01-02T03:04:05",
    "2020-01-02 03:04:05",
    "2020-01-02",
    "03:04:05",
    "2020-01-02T03:04:05+00:00[UTC]",
    "UTC",
    "+00:00",
    "Monday",
    "January",
    "P1D",
    "PT1S",
    "1s",
    "127.0.0.1",
    "::1",
    "127.0.0.1:80",
    "[::1]:80",
    "127.0.0.0/8",
    "::/0",
    "http://example.com/",
    "example.com",
    "a@example.com",
    "00000000-0000-0000-0000-000000000000",
    "00000000000000000000000000",
    "00:00:00:00:00:00",
    "1.0.0",
    "^1",
    "1.5",
    "/a",
    "text/plain",
    "GET",
    "en",
    "en-US",
    "USD",
    "US",
    "#000000",
    "00",
    "0x0",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "AAAA",
    "true",
    "null",
    "{}",
    "[]",
];

/// Byte strings: by their lengths, as keys and identifiers have fixed ones.
pub(super) const BYTES: &[&[u8]] = &[
    &[],
    &[0; 16],
    &[0; 4],
    &[0; 8],
    &[0; 32],
    &[0; 12],
    &[0; 20],
    &[0; 24],
    &[0; 64],
    &[1],
];

/// Whole numbers.
pub(super) const NUMBERS: &[u8] = &[0, 1, 2, 10, 100, 127];

/// Numbers of another kind.
pub(super) const FLOATS: &[f32] = &[0.0, 1.0, 0.5, -1.0];

/// Characters.
pub(super) const CHARS: &[char] = &['a', '0', 'A', '\0'];

/// How many kinds of values there are for a type that takes any: see `Tracer::any`.
pub(super) const ANY: usize = 9;
