//! Programs as they are found elsewhere, with yields where they would print, read or wait.

mod algorithms;
mod book;
mod generators;
mod interpreters;
mod rosetta;
mod workflows;
