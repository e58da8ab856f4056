//! Iterators of any type, ours and std's, so that adapters can be nested at random.

use std::cell::Cell;

use resumable::__private::v1 as rt;
use rt::{Items, Retake, RetakeBack};
use serde::{Serialize, de::DeserializeOwned};

thread_local! {
    /// How often a closure that must not run again was called.
    pub(crate) static CALLS: Cell<usize> = const { Cell::new(0) };
    /// Whether positions are written as JSON; as postcard otherwise, whose bytes are those of a snapshot.
    pub(crate) static JSON: Cell<bool> = const { Cell::new(false) };
}

pub(crate) fn called() {
    CALLS.set(CALLS.get() + 1);
}

pub(crate) fn write<P: Serialize>(position: &P) -> Vec<u8> {
    if JSON.get() {
        serde_json::to_vec(position).unwrap()
    } else {
        postcard::to_allocvec(position).unwrap()
    }
}

pub(crate) fn read<P: DeserializeOwned>(bytes: &[u8]) -> P {
    if JSON.get() {
        serde_json::from_slice(bytes).unwrap()
    } else {
        postcard::from_bytes(bytes).unwrap()
    }
}

/// Any iterator under test. What `Abilities` do not say is never called.
pub(crate) trait Erased {
    fn next(&mut self) -> Option<i64>;
    fn nth(&mut self, n: usize) -> Option<i64>;
    fn size_hint(&self) -> (usize, Option<usize>);
    fn next_back(&mut self) -> Option<i64> {
        unreachable!()
    }
    fn nth_back(&mut self, _: usize) -> Option<i64> {
        unreachable!()
    }
    fn into_bytes(self: Box<Self>) -> Vec<u8>;
    fn seek(&mut self, bytes: &[u8]);
    fn retake(&mut self, bytes: &[u8]) -> Option<i64>;
    fn retake_back(&mut self, _: &[u8]) -> Option<i64> {
        unreachable!()
    }
}

pub(crate) struct Front<R>(Items<R>);
pub(crate) struct Both<R>(Items<R>);

macro_rules! forward {
    () => {
        fn next(&mut self) -> Option<i64> {
            self.0.next()
        }
        fn nth(&mut self, n: usize) -> Option<i64> {
            self.0.nth(n)
        }
        fn size_hint(&self) -> (usize, Option<usize>) {
            self.0.size_hint()
        }
        fn into_bytes(self: Box<Self>) -> Vec<u8> {
            write(&self.0.into_position())
        }
        fn seek(&mut self, bytes: &[u8]) {
            self.0.seek(read(bytes));
        }
        fn retake(&mut self, bytes: &[u8]) -> Option<i64> {
            Retake::retake(&mut self.0, read(bytes))
        }
    };
}

impl<R> Erased for Front<R>
where
    R: Retake<Item = i64, Position: Serialize + DeserializeOwned>,
{
    forward!();
}

impl<R> Erased for Both<R>
where
    R: RetakeBack + Retake<Item = i64, Position: Serialize + DeserializeOwned>,
{
    forward!();

    fn next_back(&mut self) -> Option<i64> {
        self.0.next_back()
    }
    fn nth_back(&mut self, n: usize) -> Option<i64> {
        self.0.nth_back(n)
    }
    fn retake_back(&mut self, bytes: &[u8]) -> Option<i64> {
        self.0.retake_back(read(bytes))
    }
}

pub(crate) struct Any(Box<dyn Erased>);

pub(crate) fn front<R>(items: Items<R>) -> Items<Any>
where
    R: Retake<Item = i64, Position: Serialize + DeserializeOwned> + 'static,
{
    Items::new(Any(Box::new(Front(items))))
}

pub(crate) fn both<R>(items: Items<R>) -> Items<Any>
where
    R: RetakeBack<Item = i64, Position: Serialize + DeserializeOwned> + 'static,
{
    Items::new(Any(Box::new(Both(items))))
}

impl Iterator for Any {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        self.0.next()
    }
    fn nth(&mut self, n: usize) -> Option<i64> {
        self.0.nth(n)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl DoubleEndedIterator for Any {
    fn next_back(&mut self) -> Option<i64> {
        self.0.next_back()
    }
    fn nth_back(&mut self, n: usize) -> Option<i64> {
        self.0.nth_back(n)
    }
}

impl ExactSizeIterator for Any {}

impl Retake for Any {
    type Position = Vec<u8>;
    type Last = rt::Again;
    type LastTwo = rt::GivenAway;

    fn into_position(self) -> Vec<u8> {
        self.0.into_bytes()
    }
    fn seek(&mut self, bytes: Vec<u8>) {
        self.0.seek(&bytes);
    }
    fn retake(&mut self, bytes: Vec<u8>) -> Option<i64> {
        self.0.retake(&bytes)
    }
}

impl RetakeBack for Any {
    fn retake_back(&mut self, bytes: Vec<u8>) -> Option<i64> {
        self.0.retake_back(&bytes)
    }
}

/// The same for std's iterators.
pub(crate) trait Plain {
    fn next(&mut self) -> Option<i64>;
    fn size_hint(&self) -> (usize, Option<usize>);
    fn nth(&mut self, n: usize) -> Option<i64>;
    fn next_back(&mut self) -> Option<i64> {
        unreachable!()
    }
    fn nth_back(&mut self, _: usize) -> Option<i64> {
        unreachable!()
    }
}

pub(crate) struct PlainFront<I>(I);
pub(crate) struct PlainBoth<I>(I);

impl<I: Iterator<Item = i64>> Plain for PlainFront<I> {
    fn next(&mut self) -> Option<i64> {
        self.0.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
    fn nth(&mut self, n: usize) -> Option<i64> {
        self.0.nth(n)
    }
}

impl<I: DoubleEndedIterator<Item = i64>> Plain for PlainBoth<I> {
    fn next(&mut self) -> Option<i64> {
        self.0.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
    fn nth(&mut self, n: usize) -> Option<i64> {
        self.0.nth(n)
    }
    fn next_back(&mut self) -> Option<i64> {
        self.0.next_back()
    }
    fn nth_back(&mut self, n: usize) -> Option<i64> {
        self.0.nth_back(n)
    }
}

pub(crate) struct AnyPlain(Box<dyn Plain>);

pub(crate) fn plain_front(items: impl Iterator<Item = i64> + 'static) -> AnyPlain {
    AnyPlain(Box::new(PlainFront(items)))
}

pub(crate) fn plain_both(items: impl DoubleEndedIterator<Item = i64> + 'static) -> AnyPlain {
    AnyPlain(Box::new(PlainBoth(items)))
}

impl Iterator for AnyPlain {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        self.0.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
    fn nth(&mut self, n: usize) -> Option<i64> {
        self.0.nth(n)
    }
}

impl DoubleEndedIterator for AnyPlain {
    fn next_back(&mut self) -> Option<i64> {
        self.0.next_back()
    }
    fn nth_back(&mut self, n: usize) -> Option<i64> {
        self.0.nth_back(n)
    }
}

impl ExactSizeIterator for AnyPlain {}

/// A peekable iterator that peeks after every item.
pub(crate) struct Peeking(Items<rt::Peekable<Any>>);

pub(crate) fn peeking(items: Items<Any>) -> Items<Any> {
    Items::new(Any(Box::new(Peeking(items.peekable()))))
}

impl Erased for Peeking {
    fn next(&mut self) -> Option<i64> {
        let item = self.0.next();
        self.0.peek();
        item
    }
    fn nth(&mut self, n: usize) -> Option<i64> {
        let item = self.0.nth(n);
        self.0.peek();
        item
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
    fn into_bytes(self: Box<Self>) -> Vec<u8> {
        write(&self.0.into_position())
    }
    fn seek(&mut self, bytes: &[u8]) {
        self.0.seek(read(bytes));
    }
    fn retake(&mut self, _: &[u8]) -> Option<i64> {
        unreachable!()
    }
}
