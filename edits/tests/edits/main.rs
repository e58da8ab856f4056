//! What edits do to calls that wait: programs before and after an edit, each a binary of its own.
//!
//! The program before the edit runs to its end and leaves a snapshot at its start and at every yield. The program after
//! the edit restores each of them and runs the rest, in a process of its own. A row says what becomes of each snapshot.

mod documented;
mod row;

mod calls;
mod loops;
mod points;
mod types;
mod variables;
