//! `peekable`: an item that was peeked at is made again, or saved if it was given away.

use core::iter::FusedIterator;

use serde::{Deserialize, Serialize};

use crate::iter::{
    items::Items,
    retake::{Again, GivenAway, Kind, Retake},
};

/// `Iterator::peekable`
#[derive(Clone)]
pub struct Peekable<R: Iterator> {
    inner: R,
    ahead: Ahead<R::Item>,
}

/// What was peeked at.
#[derive(Clone, Serialize, Deserialize)]
pub enum Ahead<T> {
    /// Nothing, since the last item was taken.
    Nothing,
    /// The end.
    End,
    /// An item.
    Item(T),
}

impl<T> Ahead<T> {
    #[inline]
    fn found(item: Option<T>) -> Self {
        item.map_or(Ahead::End, Ahead::Item)
    }

    /// How many items are ahead; none if it is the end.
    #[inline]
    fn len(&self) -> Option<usize> {
        match self {
            Ahead::Nothing => Some(0),
            Ahead::End => None,
            Ahead::Item(_) => Some(1),
        }
    }

    #[inline]
    fn take(&mut self) -> Self {
        core::mem::replace(self, Ahead::Nothing)
    }
}

impl<R: Iterator> Peekable<R> {
    pub(in crate::iter) fn new(inner: R) -> Self {
        Peekable {
            inner,
            ahead: Ahead::Nothing,
        }
    }

    #[inline]
    fn peek_mut(&mut self) -> Option<&mut R::Item> {
        if let Ahead::Nothing = self.ahead {
            self.ahead = Ahead::found(self.inner.next());
        }
        match &mut self.ahead {
            Ahead::Item(item) => Some(item),
            Ahead::Nothing | Ahead::End => None,
        }
    }
}

/// An item that may be changed while it is peeked at: the change is saved, or made where the item points to.
#[diagnostic::on_unimplemented(
    message = "a change to the peeked item would be lost at a yield",
    label = "the item is made again after a yield, as it was",
    note = "take the item with `next`, and keep the changed one in a variable"
)]
pub trait Changeable<Item> {}
#[diagnostic::do_not_recommend]
impl<T> Changeable<T> for GivenAway {}
#[diagnostic::do_not_recommend]
impl<T: ?Sized> Changeable<&mut T> for Again {}

#[allow(missing_docs, reason = "they are documented in `Peekable`")]
impl<R: Retake> Items<Peekable<R>> {
    #[inline]
    pub fn peek(&mut self) -> Option<&R::Item> {
        self.0.peek_mut().map(|item| &*item)
    }

    #[inline]
    pub fn peek_mut(&mut self) -> Option<&mut R::Item>
    where
        R::Last: Changeable<R::Item>,
    {
        self.0.peek_mut()
    }

    #[inline]
    pub fn next_if(&mut self, func: impl FnOnce(&R::Item) -> bool) -> Option<R::Item> {
        match self.0.next() {
            Some(item) if func(&item) => Some(item),
            other => {
                self.0.ahead = Ahead::found(other);
                None
            }
        }
    }

    #[inline]
    pub fn next_if_eq<T: ?Sized>(&mut self, expected: &T) -> Option<R::Item>
    where
        R::Item: PartialEq<T>,
    {
        self.next_if(|next| next == expected)
    }
}

impl<R: Iterator> Iterator for Peekable<R> {
    type Item = R::Item;

    #[inline]
    fn next(&mut self) -> Option<R::Item> {
        match self.ahead.take() {
            Ahead::Item(item) => Some(item),
            Ahead::End => None,
            Ahead::Nothing => self.inner.next(),
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let Some(ahead) = self.ahead.len() else {
            return (0, Some(0));
        };
        let (least, most) = self.inner.size_hint();
        let most = most.and_then(|most| most.checked_add(ahead));
        (least.saturating_add(ahead), most)
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<R::Item> {
        match self.ahead.take() {
            Ahead::End => None,
            Ahead::Item(item) if n == 0 => Some(item),
            Ahead::Item(_) => self.inner.nth(n - 1),
            Ahead::Nothing => self.inner.nth(n),
        }
    }

    #[inline]
    fn fold<B, G: FnMut(B, R::Item) -> B>(self, init: B, mut g: G) -> B {
        let folded = match self.ahead {
            Ahead::End => return init,
            Ahead::Item(item) => g(init, item),
            Ahead::Nothing => init,
        };
        self.inner.fold(folded, g)
    }
}

impl<R: DoubleEndedIterator> DoubleEndedIterator for Peekable<R> {
    #[inline]
    fn next_back(&mut self) -> Option<R::Item> {
        if let Ahead::End = self.ahead {
            return None;
        }
        self.inner.next_back().or_else(|| match self.ahead.take() {
            Ahead::Item(item) => {
                self.ahead = Ahead::End;
                Some(item)
            }
            Ahead::Nothing | Ahead::End => None,
        })
    }
}

impl<R: ExactSizeIterator> ExactSizeIterator for Peekable<R> {}
impl<R: FusedIterator> FusedIterator for Peekable<R> {}

impl<R: Retake> Retake for Peekable<R> {
    type Position = (R::Position, Ahead<<R::Last as Kind>::Kept<R::Item>>);
    // The last item taken may be the last but one of what is below.
    type Last = R::LastTwo;
    type LastTwo = GivenAway;

    fn into_position(self) -> Self::Position {
        let ahead = match self.ahead {
            Ahead::Nothing => Ahead::Nothing,
            Ahead::End => Ahead::End,
            Ahead::Item(item) => Ahead::Item(R::Last::keep(item)),
        };
        (self.inner.into_position(), ahead)
    }

    fn seek(&mut self, (inner, ahead): Self::Position) {
        self.ahead = match ahead {
            Ahead::Item(kept) => {
                let made = self.inner.retake(inner);
                return self.ahead = Ahead::found(R::Last::regain(kept, made));
            }
            Ahead::Nothing => Ahead::Nothing,
            Ahead::End => Ahead::End,
        };
        self.inner.seek(inner);
    }

    fn retake(&mut self, (inner, ahead): Self::Position) -> Option<R::Item> {
        let (last, ahead) = match ahead {
            Ahead::Nothing => (self.inner.retake(inner), Ahead::Nothing),
            Ahead::End => (self.inner.retake(inner), Ahead::End),
            Ahead::Item(kept) => {
                let [last, ahead] = self.inner.retake_two(inner);
                (last, Ahead::found(R::Last::regain(kept, ahead)))
            }
        };
        self.ahead = ahead;
        last
    }
}
