//! The characters of a text, found again by their place in it.

use core::{
    iter::FusedIterator,
    str::{self},
};

use serde::{Deserialize, Serialize};

use crate::iter::{
    items::Items,
    retake::{Again, Retake, RetakeBack, changed},
};

/// `str::chars`
#[derive(Clone)]
pub struct Chars<'a> {
    whole: &'a str,
    inner: str::Chars<'a>,
}

/// The bytes of a text that are left.
#[derive(Serialize, Deserialize)]
pub struct Left {
    start: usize,
    end: usize,
}

/// Where `part` begins in `whole`, which it is a part of.
#[inline]
pub(super) fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr().addr() - whole.as_ptr().addr()
}

impl<'a> Chars<'a> {
    #[inline]
    pub(in crate::iter) fn new(whole: &'a str) -> Self {
        Chars {
            whole,
            inner: whole.chars(),
        }
    }

    /// The place of the next character.
    #[inline]
    fn start(&self) -> usize {
        offset(self.whole, self.inner.as_str())
    }

    #[inline]
    fn end(&self) -> usize {
        self.start() + self.inner.as_str().len()
    }

    /// The characters before those that are left.
    fn before(&self) -> str::Chars<'a> {
        self.whole[..self.start()].chars()
    }
}

impl Items<Chars<'_>> {
    /// What is left of the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.inner.as_str()
    }
}

impl Iterator for Chars<'_> {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        self.inner.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<char> {
        self.inner.nth(n)
    }

    #[inline]
    fn fold<B, G: FnMut(B, char) -> B>(self, init: B, g: G) -> B {
        self.inner.fold(init, g)
    }

    #[inline]
    fn count(self) -> usize {
        self.inner.count()
    }

    #[inline]
    fn last(self) -> Option<char> {
        self.inner.last()
    }
}

impl DoubleEndedIterator for Chars<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<char> {
        self.inner.next_back()
    }
}

impl FusedIterator for Chars<'_> {}

impl Retake for Chars<'_> {
    type Position = Left;
    type Last = Again;
    type LastTwo = Again;

    fn into_position(self) -> Left {
        Left {
            start: self.start(),
            end: self.end(),
        }
    }

    fn seek(&mut self, left: Left) {
        let text = self.whole.get(left.start..left.end);
        self.inner = text.unwrap_or_else(|| changed()).chars();
    }

    fn retake(&mut self, left: Left) -> Option<char> {
        self.seek(left);
        self.before().next_back()
    }

    fn retake_two(&mut self, left: Left) -> [Option<char>; 2] {
        self.seek(left);
        let mut before = self.before();
        let last = before.next_back();
        [before.next_back(), last]
    }
}

impl RetakeBack for Chars<'_> {
    fn retake_back(&mut self, left: Left) -> Option<char> {
        self.seek(left);
        self.whole[self.end()..].chars().next()
    }
}

/// `str::char_indices`
#[derive(Clone)]
pub struct CharIndices<'a>(Chars<'a>);

impl<'a> CharIndices<'a> {
    #[inline]
    pub(in crate::iter) fn new(whole: &'a str) -> Self {
        CharIndices(Chars::new(whole))
    }
}

impl Items<CharIndices<'_>> {
    /// What is left of the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.0.inner.as_str()
    }

    /// The place of the next character, or the length of the text.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.0.start()
    }
}

impl Iterator for CharIndices<'_> {
    type Item = (usize, char);

    #[inline]
    fn next(&mut self) -> Option<(usize, char)> {
        let start = self.0.start();
        Some((start, self.0.next()?))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }

    #[inline]
    fn count(self) -> usize {
        self.0.count()
    }

    #[inline]
    fn last(mut self) -> Option<(usize, char)> {
        self.next_back()
    }
}

impl DoubleEndedIterator for CharIndices<'_> {
    #[inline]
    fn next_back(&mut self) -> Option<(usize, char)> {
        let last = self.0.next_back()?;
        Some((self.0.end(), last))
    }
}

impl FusedIterator for CharIndices<'_> {}

impl Retake for CharIndices<'_> {
    type Position = Left;
    type Last = Again;
    type LastTwo = Again;

    fn into_position(self) -> Left {
        self.0.into_position()
    }

    fn seek(&mut self, left: Left) {
        self.0.seek(left);
    }

    fn retake(&mut self, left: Left) -> Option<(usize, char)> {
        let last = self.0.retake(left)?;
        Some((self.0.start() - last.len_utf8(), last))
    }

    fn retake_two(&mut self, left: Left) -> [Option<(usize, char)>; 2] {
        let mut start = None;
        let [before, last] = self.0.retake_two(left);
        let mut place = |item: char| {
            let at = start.unwrap_or(self.0.start()) - item.len_utf8();
            start = Some(at);
            (at, item)
        };
        let last = last.map(&mut place);
        [before.map(place), last]
    }
}

impl RetakeBack for CharIndices<'_> {
    fn retake_back(&mut self, left: Left) -> Option<(usize, char)> {
        let last = self.0.retake_back(left)?;
        Some((self.0.end(), last))
    }
}
