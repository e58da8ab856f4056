//! What a text is cut at: std's patterns, whose trait is not stable.

use alloc::string::String;

/// A pattern to search a text for.
pub trait Pattern {
    /// The first place of the pattern, and the length of what was found.
    fn find_in(&mut self, text: &str) -> Option<(usize, usize)>;
    /// The last place of the pattern, and the length of what was found.
    fn rfind_in(&mut self, text: &str) -> Option<(usize, usize)>;
}

/// A pattern that finds the same places from both ends.
pub trait Symmetric: Pattern {}

/// Adds the length of the character that was found.
fn with_length(text: &str, place: Option<usize>) -> Option<(usize, usize)> {
    let place = place?;
    Some((
        place,
        text[place..].chars().next().map_or(0, char::len_utf8),
    ))
}

impl Pattern for char {
    #[inline]
    fn find_in(&mut self, text: &str) -> Option<(usize, usize)> {
        Some((text.find(*self)?, self.len_utf8()))
    }

    #[inline]
    fn rfind_in(&mut self, text: &str) -> Option<(usize, usize)> {
        Some((text.rfind(*self)?, self.len_utf8()))
    }
}

impl Symmetric for char {}

impl<F: FnMut(char) -> bool> Pattern for F {
    #[inline]
    fn find_in(&mut self, text: &str) -> Option<(usize, usize)> {
        with_length(text, text.find(self))
    }

    #[inline]
    fn rfind_in(&mut self, text: &str) -> Option<(usize, usize)> {
        with_length(text, text.rfind(self))
    }
}

impl<F: FnMut(char) -> bool> Symmetric for F {}

/// Characters, any of which is found.
macro_rules! sets {
    ($([$($generics:tt)*] $Set:ty, |$set:ident| $chars:expr;)*) => {$(
        impl<$($generics)*> Pattern for $Set {
            #[inline]
            fn find_in(&mut self, text: &str) -> Option<(usize, usize)> {
                let $set = self;
                with_length(text, text.find($chars))
            }

            #[inline]
            fn rfind_in(&mut self, text: &str) -> Option<(usize, usize)> {
                let $set = self;
                with_length(text, text.rfind($chars))
            }
        }

        impl<$($generics)*> Symmetric for $Set {}
    )*};
}

sets! {
    ['b] &'b [char], |set| *set;
    ['b, const N: usize] &'b [char; N], |set| *set;
    [const N: usize] [char; N], |set| *set;
    [] Whitespace, |_set| char::is_whitespace;
    [] AsciiWhitespace, |_set| |c: char| c.is_ascii_whitespace();
}

/// What `split_whitespace` cuts at.
#[derive(Clone)]
pub struct Whitespace;

/// What `split_ascii_whitespace` cuts at.
#[derive(Clone)]
pub struct AsciiWhitespace;

macro_rules! texts {
    ($($Text:ty)*) => {$(
        impl Pattern for $Text {
            #[inline]
            fn find_in(&mut self, text: &str) -> Option<(usize, usize)> {
                let searched: &str = self;
                Some((text.find(searched)?, searched.len()))
            }

            #[inline]
            fn rfind_in(&mut self, text: &str) -> Option<(usize, usize)> {
                let searched: &str = self;
                Some((text.rfind(searched)?, searched.len()))
            }
        }
    )*};
}

texts!(&str && str & String);
