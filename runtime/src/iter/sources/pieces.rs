//! The pieces that a text is cut into, found again by their places in it: O(1), and without searching anew.

use core::iter::FusedIterator;

use serde::{Deserialize, Serialize};

use super::pattern::{AsciiWhitespace, Pattern, Symmetric, Whitespace};
use crate::iter::{
    items::Items,
    retake::{Again, Retake, RetakeBack, changed},
};

/// From a byte to before another.
type Span = (usize, usize);

/// What there is still to cut, as in std's `SplitInternal`.
#[derive(Clone, Serialize, Deserialize)]
pub struct Cut {
    /// What is not yet given.
    rest: Span,
    /// What is not yet searched: ends before it begins, once even an empty pattern was found at the last place.
    unsearched: Span,
    finished: bool,
    /// Whether an empty piece at the end is given.
    trailing: bool,
    /// How many pieces may still be given.
    limit: Option<usize>,
    /// The last two pieces from the front.
    front: [Span; 2],
    /// The last piece from the back.
    back: Span,
}

/// Cuts a text with a pattern.
#[derive(Clone)]
pub(super) struct Cutter<'a, P> {
    whole: &'a str,
    pattern: P,
    cut: Cut,
}

impl<'a, P> Cutter<'a, P> {
    #[inline]
    fn new(whole: &'a str, pattern: P, trailing: bool, limit: Option<usize>) -> Self {
        let all = (0, whole.len());
        Cutter {
            whole,
            pattern,
            cut: Cut {
                rest: all,
                unsearched: all,
                finished: false,
                trailing,
                limit,
                front: [(0, 0); 2],
                back: (0, 0),
            },
        }
    }

    #[inline]
    fn text(&self, (start, end): Span) -> &'a str {
        self.whole.get(start..end).unwrap_or_else(|| changed())
    }

    /// What is left, as the last piece.
    #[inline]
    fn finish(&mut self) -> Option<Span> {
        let (start, end) = self.cut.rest;
        if self.cut.finished {
            return None;
        }
        self.cut.finished = true;
        (self.cut.trailing || end > start).then_some((start, end))
    }

    /// Whether another piece may be given; the last one is what is left.
    #[inline]
    fn limited(&mut self, cut: impl FnOnce(&mut Self) -> Option<Span>) -> Option<Span> {
        let Some(limit) = &mut self.cut.limit else {
            return cut(self);
        };
        *limit = limit.checked_sub(1)?;
        if *limit == 0 {
            self.finish()
        } else {
            cut(self)
        }
    }
}

impl<P: Pattern> Cutter<'_, P> {
    #[inline]
    fn find(&mut self) -> Option<Span> {
        let (from, to) = self.cut.unsearched;
        if from > to {
            return None;
        }
        let text = self.text((from, to));
        let (place, length) = self.pattern.find_in(text)?;
        let found = (from + place, from + place + length);
        self.cut.unsearched.0 = found.1;
        if length == 0 {
            // An empty pattern is found between all characters, once at each place.
            let next = text[place..].chars().next();
            self.cut.unsearched.0 += next.map_or(1, char::len_utf8);
        }
        Some(found)
    }

    #[inline]
    fn rfind(&mut self) -> Option<Span> {
        let (from, to) = self.cut.unsearched;
        if from > to {
            return None;
        }
        let text = self.text((from, to));
        let (place, length) = self.pattern.rfind_in(text)?;
        self.cut.unsearched.1 = from + place;
        if length == 0 {
            match text[..place].chars().next_back() {
                Some(before) => self.cut.unsearched.1 -= before.len_utf8(),
                None => self.cut.unsearched = (1, 0),
            }
        }
        Some((from + place, from + place + length))
    }

    /// The next piece, with what it was cut at if that is `inclusive`.
    #[inline]
    fn cut(&mut self, inclusive: bool) -> Option<Span> {
        if self.cut.finished {
            return None;
        }
        let Some((start, end)) = self.find() else {
            return self.finish();
        };
        let piece = (self.cut.rest.0, if inclusive { end } else { start });
        self.cut.rest.0 = end;
        Some(piece)
    }

    /// The last piece, with what it was cut at if that is `inclusive`.
    #[inline]
    fn cut_back(&mut self, inclusive: bool) -> Option<Span> {
        if self.cut.finished {
            return None;
        }
        if !self.cut.trailing {
            self.cut.trailing = true;
            let piece = self.cut_back(inclusive);
            if piece.is_some_and(|(start, end)| start < end) {
                return piece;
            }
            if self.cut.finished {
                return None;
            }
        }
        let Some((start, end)) = self.rfind() else {
            return self.finish();
        };
        let piece = (end, self.cut.rest.1);
        self.cut.rest.1 = if inclusive { end } else { start };
        Some(piece)
    }
}

/// The other end of the pieces, where std has it.
macro_rules! cut_from_the_back {
    ($Pieces:ident, |$cutter:ident| $next_back:expr) => {
        impl<P: Symmetric> DoubleEndedIterator for $Pieces<'_, P> {
            #[inline]
            fn next_back(&mut self) -> Option<Self::Item> {
                let $cutter = &mut self.0;
                let span: Span = $next_back?;
                self.0.cut.back = span;
                Some(self.item(span))
            }
        }

        impl<P: Symmetric> RetakeBack for $Pieces<'_, P> {
            fn retake_back(&mut self, cut: Cut) -> Option<Self::Item> {
                self.seek(cut);
                Some(self.item(self.0.cut.back))
            }
        }
    };
}

/// An iterator over the pieces: how the next one is cut from the front and from the back, and what is given of it.
macro_rules! pieces {
    ($(
        $name:literal $Pieces:ident: $Item:ty,
        |$cutter:ident| $next:expr, $($next_back:expr)?,
        |$text:ident, $span:ident| $item:expr;
    )*) => {$(
        #[doc = concat!("`str::", $name, "`")]
        #[derive(Clone)]
        pub struct $Pieces<'a, P>(Cutter<'a, P>);

        impl<'a, P: Pattern> $Pieces<'a, P> {
            #[inline]
            fn item(&self, $span: Span) -> $Item {
                let $text = self.0.text($span);
                $item
            }
        }

        impl<'a, P: Pattern> Iterator for $Pieces<'a, P> {
            type Item = $Item;

            #[inline]
            fn next(&mut self) -> Option<$Item> {
                let $cutter = &mut self.0;
                let span: Span = $next?;
                let [_, before] = self.0.cut.front;
                self.0.cut.front = [before, span];
                Some(self.item(span))
            }
        }

        impl<P: Pattern> FusedIterator for $Pieces<'_, P> {}

        impl<'a, P: Pattern> Retake for $Pieces<'a, P> {
            type Position = Cut;
            type Last = Again;
            type LastTwo = Again;

            fn into_position(self) -> Cut {
                self.0.cut
            }

            fn seek(&mut self, cut: Cut) {
                self.0.cut = cut;
            }

            fn retake(&mut self, cut: Cut) -> Option<$Item> {
                self.seek(cut);
                Some(self.item(self.0.cut.front[1]))
            }

            fn retake_two(&mut self, cut: Cut) -> [Option<$Item>; 2] {
                self.seek(cut);
                self.0.cut.front.map(|span| Some(self.item(span)))
            }
        }

        $(cut_from_the_back!($Pieces, |$cutter| $next_back);)?
    )*};
}

/// The first piece that is not empty.
#[inline]
fn filled(mut cut: impl FnMut() -> Option<Span>) -> Option<Span> {
    loop {
        let (start, end) = cut()?;
        if start < end {
            return Some((start, end));
        }
    }
}

pieces! {
    "split" Split: &'a str,
        |cutter| cutter.cut(false), cutter.cut_back(false), |text, _span| text;
    "rsplit" RSplit: &'a str,
        |cutter| cutter.cut_back(false), cutter.cut(false), |text, _span| text;
    "splitn" SplitN: &'a str,
        |cutter| cutter.limited(|cutter| cutter.cut(false)), , |text, _span| text;
    "rsplitn" RSplitN: &'a str,
        |cutter| cutter.limited(|cutter| cutter.cut_back(false)), , |text, _span| text;
    "split_inclusive" SplitInclusive: &'a str,
        |cutter| cutter.cut(true), cutter.cut_back(true), |text, _span| text;
    "lines" Lines: &'a str,
        |cutter| cutter.cut(true), cutter.cut_back(true), |text, _span| without_line_end(text);
    "split_whitespace" Words: &'a str,
        |cutter| filled(|| cutter.cut(false)), filled(|| cutter.cut_back(false)), |text, _span| text;
    "matches" Matches: &'a str,
        |cutter| cutter.find(), cutter.rfind(), |text, _span| text;
    "match_indices" MatchIndices: (usize, &'a str),
        |cutter| cutter.find(), cutter.rfind(), |text, span| (span.0, text);
}

fn without_line_end(line: &str) -> &str {
    let Some(line) = line.strip_suffix('\n') else {
        return line;
    };
    line.strip_suffix('\r').unwrap_or(line)
}

/// Makes the iterators: whether an empty piece at the end is given, and how many may be.
macro_rules! makes {
    ($($Pieces:ident $make:ident($trailing:expr $(, $limit:ident)?);)*) => {$(
        #[inline]
        pub(in crate::iter) fn $make<P: Pattern>(text: &str, $($limit: usize,)? pattern: P) -> Items<$Pieces<'_, P>> {
            #[allow(unused_mut, unused_assignments, reason = "most have no limit")]
            let mut limit = None;
            $(limit = Some($limit);)?
            Items($Pieces(Cutter::new(text, pattern, $trailing, limit)))
        }
    )*};
}

makes! {
    Split split(true);
    Split split_terminator(false);
    RSplit rsplit(true);
    RSplit rsplit_terminator(false);
    SplitN splitn(true, n);
    RSplitN rsplitn(true, n);
    SplitInclusive split_inclusive(false);
    Matches matches(true);
    MatchIndices match_indices(true);
}

pub(in crate::iter) fn lines(text: &str) -> Items<Lines<'_, char>> {
    Items(Lines(Cutter::new(text, '\n', false, None)))
}

pub(in crate::iter) fn words(text: &str) -> Items<Words<'_, Whitespace>> {
    Items(Words(Cutter::new(text, Whitespace, true, None)))
}

pub(in crate::iter) fn ascii_words(text: &str) -> Items<Words<'_, AsciiWhitespace>> {
    Items(Words(Cutter::new(text, AsciiWhitespace, true, None)))
}
