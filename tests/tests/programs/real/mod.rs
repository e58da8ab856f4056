//! Programs as they are found elsewhere, with yields where they would print, read or wait.

mod book;
mod generators;
mod rosetta;
mod workflows;
