//! Adapters that give one item for each: nothing is skipped, so their position is that of what is below.

use core::iter::FusedIterator;

use crate::iter::retake::{GivenAway, Retake, RetakeBack};

/// `Iterator::enumerate`
#[derive(Clone)]
pub struct Enumerate<R> {
    inner: R,
    count: usize,
}

impl<R> Enumerate<R> {
    pub(in crate::iter) fn new(inner: R) -> Self {
        Enumerate { inner, count: 0 }
    }
}

impl<R: Iterator> Iterator for Enumerate<R> {
    type Item = (usize, R::Item);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let item = self.inner.next()?;
        let index = self.count;
        self.count += 1;
        Some((index, item))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<Self::Item> {
        let item = self.inner.nth(n)?;
        let index = self.count + n;
        self.count = index + 1;
        Some((index, item))
    }

    #[inline]
    fn fold<B, G: FnMut(B, Self::Item) -> B>(self, init: B, mut g: G) -> B {
        let mut count = self.count;
        self.inner.fold(init, |folded, item| {
            let folded = g(folded, (count, item));
            count += 1;
            folded
        })
    }

    #[inline]
    fn count(self) -> usize {
        self.inner.count()
    }
}

impl<R: ExactSizeIterator + DoubleEndedIterator> DoubleEndedIterator for Enumerate<R> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        let item = self.inner.next_back()?;
        Some((self.count + self.inner.len(), item))
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<Self::Item> {
        let item = self.inner.nth_back(n)?;
        Some((self.count + self.inner.len(), item))
    }
}

impl<R: ExactSizeIterator> ExactSizeIterator for Enumerate<R> {}
impl<R: FusedIterator> FusedIterator for Enumerate<R> {}

impl<R: Retake> Retake for Enumerate<R> {
    type Position = (usize, R::Position);
    type Last = R::Last;
    type LastTwo = R::LastTwo;

    fn into_position(self) -> Self::Position {
        (self.count, self.inner.into_position())
    }

    fn seek(&mut self, (count, inner): Self::Position) {
        self.count = count;
        self.inner.seek(inner);
    }

    fn retake(&mut self, (count, inner): Self::Position) -> Option<Self::Item> {
        self.count = count;
        let item = self.inner.retake(inner)?;
        Some((count.checked_sub(1)?, item))
    }

    fn retake_two(&mut self, (count, inner): Self::Position) -> [Option<Self::Item>; 2] {
        self.count = count;
        let [before, last] = self.inner.retake_two(inner);
        let at = |back, item| Some((count.checked_sub(back)?, item?));
        [at(2, before), at(1, last)]
    }
}

impl<R: RetakeBack + ExactSizeIterator> RetakeBack for Enumerate<R> {
    fn retake_back(&mut self, (count, inner): Self::Position) -> Option<Self::Item> {
        self.count = count;
        let item = self.inner.retake_back(inner)?;
        Some((count + self.inner.len(), item))
    }
}

/// `Iterator::rev`
#[derive(Clone)]
pub struct Rev<R>(R);

impl<R> Rev<R> {
    pub(in crate::iter) fn new(inner: R) -> Self {
        Rev(inner)
    }
}

impl<R: DoubleEndedIterator> Iterator for Rev<R> {
    type Item = R::Item;

    #[inline]
    fn next(&mut self) -> Option<R::Item> {
        self.0.next_back()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }

    #[inline]
    fn nth(&mut self, n: usize) -> Option<R::Item> {
        self.0.nth_back(n)
    }

    #[inline]
    fn fold<B, G: FnMut(B, R::Item) -> B>(self, init: B, g: G) -> B {
        self.0.rfold(init, g)
    }
}

impl<R: DoubleEndedIterator> DoubleEndedIterator for Rev<R> {
    #[inline]
    fn next_back(&mut self) -> Option<R::Item> {
        self.0.next()
    }

    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<R::Item> {
        self.0.nth(n)
    }

    #[inline]
    fn rfold<B, G: FnMut(B, R::Item) -> B>(self, init: B, g: G) -> B {
        self.0.fold(init, g)
    }
}

impl<R: ExactSizeIterator + DoubleEndedIterator> ExactSizeIterator for Rev<R> {}
impl<R: FusedIterator + DoubleEndedIterator> FusedIterator for Rev<R> {}

impl<R: RetakeBack> Retake for Rev<R> {
    type Position = R::Position;
    type Last = R::Last;
    type LastTwo = GivenAway;

    fn into_position(self) -> R::Position {
        self.0.into_position()
    }

    fn seek(&mut self, position: R::Position) {
        self.0.seek(position);
    }

    fn retake(&mut self, position: R::Position) -> Option<R::Item> {
        self.0.retake_back(position)
    }
}

impl<R: RetakeBack> RetakeBack for Rev<R> {
    fn retake_back(&mut self, position: R::Position) -> Option<R::Item> {
        self.0.retake(position)
    }
}

/// Implements an adapter that makes one item of each: `make` where it is taken, `remake` where it is made again.
macro_rules! each {
    ([$($generics:tt)*] $Self:ty, $Below:ty => $Item:ty, $($f:ident)?, |$item:ident| $make:expr, $remake:expr) => {
        impl<$($generics)*, R: Iterator<Item = $Below>> Iterator for $Self {
            type Item = $Item;

            #[inline]
            fn next(&mut self) -> Option<$Item> {
                let $item = self.inner.next()?;
                $(let $f = &mut self.$f;)?
                Some($make)
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.inner.size_hint()
            }

            #[inline]
            fn fold<Folded, Fold: FnMut(Folded, $Item) -> Folded>(self, init: Folded, mut fold: Fold) -> Folded {
                $(let mut $f = self.$f;)?
                self.inner.fold(init, |folded, $item| fold(folded, $make))
            }
        }

        impl<$($generics)*, R: DoubleEndedIterator<Item = $Below>> DoubleEndedIterator for $Self {
            #[inline]
            fn next_back(&mut self) -> Option<$Item> {
                let $item = self.inner.next_back()?;
                $(let $f = &mut self.$f;)?
                Some($make)
            }

            #[inline]
            fn rfold<Folded, Fold: FnMut(Folded, $Item) -> Folded>(self, init: Folded, mut fold: Fold) -> Folded {
                $(let mut $f = self.$f;)?
                self.inner.rfold(init, |folded, $item| fold(folded, $make))
            }
        }

        impl<$($generics)*, R: ExactSizeIterator<Item = $Below>> ExactSizeIterator for $Self {}
        impl<$($generics)*, R: FusedIterator<Item = $Below>> FusedIterator for $Self {}

        impl<$($generics)*, R: Retake<Item = $Below>> Retake for $Self {
            type Position = R::Position;
            type Last = R::Last;
            type LastTwo = R::LastTwo;

            fn into_position(self) -> R::Position {
                self.inner.into_position()
            }

            fn seek(&mut self, position: R::Position) {
                self.inner.seek(position);
            }

            #[allow(unused_variables, reason = "not every item has to be made")]
            fn retake(&mut self, position: R::Position) -> Option<$Item> {
                let $item = self.inner.retake(position)?;
                $(let $f = &mut self.$f;)?
                Some($remake)
            }

            #[allow(unused_variables, reason = "not every item has to be made")]
            fn retake_two(&mut self, position: R::Position) -> [Option<$Item>; 2] {
                $(let $f = &mut self.$f;)?
                self.inner.retake_two(position).map(|item| {
                    let $item = item?;
                    Some($remake)
                })
            }
        }

        impl<$($generics)*, R: RetakeBack<Item = $Below>> RetakeBack for $Self {
            #[allow(unused_variables, reason = "not every item has to be made")]
            fn retake_back(&mut self, position: R::Position) -> Option<$Item> {
                let $item = self.inner.retake_back(position)?;
                $(let $f = &mut self.$f;)?
                Some($remake)
            }
        }
    };
}

/// `Iterator::map`
#[derive(Clone)]
pub struct Map<R, F> {
    inner: R,
    f: F,
}

impl<R, F> Map<R, F> {
    pub(in crate::iter) fn new(inner: R, f: F) -> Self {
        Map { inner, f }
    }
}

each!([T, B, F: FnMut(T) -> B] Map<R, F>, T => B, f, |item| f(item), f(item));

/// `Iterator::inspect`; what it calls is not called again for an item that is made again.
#[derive(Clone)]
pub struct Inspect<R, F> {
    inner: R,
    f: F,
}

impl<R, F> Inspect<R, F> {
    pub(in crate::iter) fn new(inner: R, f: F) -> Self {
        Inspect { inner, f }
    }
}

each!([T, F: FnMut(&T)] Inspect<R, F>, T => T, f, |item| { f(&item); item }, item);

/// `Iterator::copied`
#[derive(Clone)]
pub struct Copied<R> {
    inner: R,
}

impl<R> Copied<R> {
    pub(in crate::iter) fn new(inner: R) -> Self {
        Copied { inner }
    }
}

each!(['a, T: 'a + Copy] Copied<R>, &'a T => T, , |item| *item, *item);

/// `Iterator::cloned`
#[derive(Clone)]
pub struct Cloned<R> {
    inner: R,
}

impl<R> Cloned<R> {
    pub(in crate::iter) fn new(inner: R) -> Self {
        Cloned { inner }
    }
}

each!(['a, T: 'a + Clone] Cloned<R>, &'a T => T, , |item| item.clone(), item.clone());

/// `BTreeMap::keys`
#[derive(Clone)]
pub struct MapKeys<R> {
    inner: R,
}

impl<R> MapKeys<R> {
    pub(in crate::iter) fn new(inner: R) -> Self {
        MapKeys { inner }
    }
}

each!(['a, K: 'a, V: 'a] MapKeys<R>, (&'a K, &'a V) => &'a K, , |item| item.0, item.0);

/// `BTreeMap::values`
#[derive(Clone)]
pub struct MapValues<R> {
    inner: R,
}

impl<R> MapValues<R> {
    pub(in crate::iter) fn new(inner: R) -> Self {
        MapValues { inner }
    }
}

each!(['a, K: 'a, V: 'a] MapValues<R>, (&'a K, &'a V) => &'a V, , |item| item.1, item.1);
