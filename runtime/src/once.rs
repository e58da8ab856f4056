//! What is found out once per process and kept.

use alloc::boxed::Box;

use once_cell::race::OnceBox;

/// A list that only grows, and that many threads can read and grow at once.
pub(crate) struct List<T> {
    first: OnceBox<Node<T>>,
}

struct Node<T> {
    value: T,
    rest: List<T>,
}

impl<T> List<T> {
    pub(crate) const fn new() -> Self {
        List {
            first: OnceBox::new(),
        }
    }

    /// The oldest value.
    #[inline]
    pub(crate) fn first(&self) -> Option<&T> {
        self.first.get().map(|node| &node.value)
    }

    /// The values, oldest first.
    #[inline]
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        let mut list = self;
        core::iter::from_fn(move || {
            let node = list.first.get()?;
            list = &node.rest;
            Some(&node.value)
        })
    }

    /// The value that `is` true of, or else what is made; its place in the list.
    ///
    /// Two threads may both make one; the first to be done has its own kept.
    pub(crate) fn find_or_add(
        &self,
        mut is: impl FnMut(&T) -> bool,
        make: impl FnOnce() -> T,
    ) -> (usize, &T) {
        let (mut index, mut list) = (0, self);
        while let Some(node) = list.first.get() {
            if is(&node.value) {
                return (index, &node.value);
            }
            (index, list) = (index + 1, &node.rest);
        }
        let mut node = Box::new(Node {
            value: make(),
            rest: List::new(),
        });
        // Others may have added something meanwhile.
        while let Err(back) = list.first.set(node) {
            node = back;
            let Some(taken) = list.first.get() else {
                unreachable!("the place is taken")
            };
            if is(&taken.value) {
                return (index, &taken.value);
            }
            (index, list) = (index + 1, &taken.rest);
        }
        match list.first.get() {
            Some(node) => (index, &node.value),
            None => unreachable!("the place has just been taken"),
        }
    }
}

#[cfg(all(test, feature = "std"))]
mod tests {
    use super::*;

    #[test]
    fn threads_agree_on_what_is_in_it() {
        static LIST: List<(u32, usize)> = List::new();
        let find =
            |thread: usize, key: u32| *LIST.find_or_add(|(k, _)| *k == key, || (key, thread)).1;
        let found: alloc::vec::Vec<alloc::vec::Vec<_>> = std::thread::scope(|scope| {
            let threads = (0..4)
                .map(|thread| scope.spawn(move || (0..100).map(|key| find(thread, key)).collect()));
            let threads: alloc::vec::Vec<_> = threads.collect();
            threads
                .into_iter()
                .map(|thread| thread.join().unwrap())
                .collect()
        });
        assert_eq!(LIST.iter().count(), 100);
        for of_thread in &found {
            assert_eq!(of_thread, &found[0]);
        }
    }
}
