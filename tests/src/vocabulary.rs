//! The types and functions that random bodies are written with: see `generator/`.

use std::cell::Cell;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::{Noisy, log};

/// A struct with fields of three kinds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    pub id: u32,
    pub name: String,
    pub tags: Vec<u32>,
}

impl Item {
    #[must_use]
    pub fn new(id: u32) -> Self {
        Item {
            id,
            name: format!("item {}", id % 10),
            tags: vec![id % 5, 3],
        }
    }

    /// Changes it, which is a side effect too.
    pub fn bump(&mut self, by: u32) -> u32 {
        log(format!("bump {} by {by}", self.id));
        self.id = self.id.wrapping_add(by);
        self.tags.push(by % 9);
        self.id
    }

    /// Consumes it, which is a side effect.
    #[must_use]
    pub fn describe(self) -> String {
        log("describe");
        format!("{}{:?}", self.name, self.tags)
    }

    #[must_use]
    pub fn size(&self) -> u32 {
        length(self.tags.len())
    }
}

/// An enum with variants of each shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Kind {
    Empty,
    Count(u32),
    Named { name: String, level: i64 },
}

/// A value that can neither be saved nor sent.
pub struct Handle(Rc<Cell<u32>>);

impl Handle {
    #[must_use]
    pub fn new(value: u32) -> Self {
        Handle(Rc::new(Cell::new(value)))
    }

    #[must_use]
    pub fn get(&self) -> u32 {
        self.0.get()
    }

    pub fn set(&self, value: u32) {
        self.0.set(value);
    }
}

/// Two operands, whose order can be seen.
pub fn pair(a: u32, b: u32) -> u32 {
    log(format!("pair {a} {b}"));
    (a % 100) * 10 + b % 100
}

/// Two operands that are moved.
pub fn join(a: String, b: String) -> String {
    log(format!("join {a:?} {b:?}"));
    let mut both = a + &b;
    both.truncate(20);
    both
}

/// The length of a collection, as a number that has the type of most.
#[must_use]
pub fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Half of an even number.
#[must_use]
pub fn half(n: u32) -> Option<u32> {
    n.is_multiple_of(2).then_some(n / 2)
}

/// Fails for every fifth number.
pub fn checked(n: u32) -> Result<u32, String> {
    if n % 5 == 4 {
        return Err(format!("{n} was checked"));
    }
    Ok(n)
}

/// Uses a value, so that it is alive until here.
pub fn touch(noisy: &Noisy) {
    log(format!("touch {}", noisy.name()));
}

/// Drops a value here.
pub fn consume(noisy: Noisy) {
    log(format!("consume {}", noisy.name()));
}
