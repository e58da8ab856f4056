//! What the programs before and after an edit have in common: everything but the coroutine.
//!
//! ```text
//! program write DIRECTORY ANSWER..     // run it, and leave its snapshots in DIRECTORY/0, DIRECTORY/1, ..
//! program resume FILE ANSWER..         // restore it, and run the rest
//! ```
//! A program prints what happens, a line each: `at` where it waits and its variables, `note` what its own code says,
//! `yields` and `ends` what it hands out, and `refused` with the parts of a [`RestoreError`], a line each.

use std::{
    env,
    fmt::{Debug, Display},
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use resumable::{Coroutine, Definition, Instance, RestoreError, Step};

pub mod prelude {
    //! What a program needs.
    pub use crate::{drive, note};
    pub use resumable::resumable;
    pub use serde::{Deserialize, Serialize};
}

/// How often code of a coroutine's body has said something.
static NOTES: AtomicUsize = AtomicUsize::new(0);

/// Called by bodies, to show that they run.
pub fn note(text: impl Display) {
    NOTES.fetch_add(1, Ordering::Relaxed);
    println!("note {text}");
}

/// A call of any of the coroutines: they yield questions, are resumed with numbers and return texts.
trait Call: Coroutine<Yield = &'static str, Resume = u32, Return = String> + Debug {}

impl<C: Coroutine<Yield = &'static str, Resume = u32, Return = String> + Debug> Call for C {}

type Restored = Result<Box<dyn Call>, RestoreError>;

/// The `main` of a program.
///
/// # Panics
/// If it is started as nothing of the above, or code of the body runs before it is resumed.
pub fn drive<D>(call: fn() -> Instance<D>)
where
    D: Definition<Yield = &'static str, Resume = u32, Return = String>,
{
    let restore = |bytes: &[u8]| -> Restored { Ok(Box::new(Instance::<D>::restore(bytes)?)) };
    perform(&|| Box::new(call()), &restore);
}

fn perform(call: &dyn Fn() -> Box<dyn Call>, restore: &dyn Fn(&[u8]) -> Restored) {
    let mut arguments = env::args().skip(1);
    let command = arguments.next().expect("a command");
    let path = PathBuf::from(arguments.next().expect("a path"));
    let answers = arguments.map(|answer| answer.parse().expect("an answer is a number"));
    match command.as_str() {
        "write" => run(&mut *call(), answers, Some(&path)),
        "resume" => {
            let restored = restore(&fs::read(path).expect("a snapshot"));
            let notes = NOTES.load(Ordering::Relaxed);
            assert_eq!(notes, 0, "no code of the body runs before it is resumed");
            match restored {
                Ok(mut co) => run(&mut *co, answers, None),
                Err(error) => print_refusal(&error),
            }
        }
        other => panic!("`{other}` is no command"),
    }
}

/// Runs from where it waits until the answers are used up or it ends, and leaves its snapshots in `directory`.
fn run(co: &mut dyn Call, answers: impl Iterator<Item = u32>, directory: Option<&Path>) {
    let mut answers = answers;
    for number in 0.. {
        if directory.is_some() || number == 0 {
            println!("at {}", waiting(co));
        }
        if let Some(directory) = directory {
            let bytes = co.snapshot().expect("its variables serialize");
            fs::write(directory.join(number.to_string()), bytes).expect("the directory exists");
        }
        let started = co.location().is_some_and(|location| location.index() > 0);
        let step = if started {
            let Some(answer) = answers.next() else { return };
            co.resume(answer)
        } else {
            co.start()
        };
        match step {
            Step::Yielded(question) => println!("yields {question}"),
            Step::Complete(end) => return println!("ends {end}"),
        }
    }
}

/// The point at which it waits, and its variables.
fn waiting(co: &dyn Call) -> String {
    let location = co.location().expect("it waits");
    let text = format!("{co:?}");
    let variables = text.find(" {").map_or("", |start| &text[start..]);
    format!("{}{variables}", location.identity())
}

/// Prints an error as its variant, its fields and its text.
fn print_refusal(error: &RestoreError) {
    let text = format!("{error:?}");
    let name = text.split([' ', '(']).next().unwrap_or_default();
    println!("refused {name}");
    for (field, value) in fields(error) {
        println!("{field}: {value}");
    }
    println!("says: {error}");
}

fn fields(error: &RestoreError) -> Vec<(&'static str, String)> {
    /// The named fields as texts.
    macro_rules! texts {
        ($($field:ident)*) => { vec![$((stringify!($field), $field.to_string())),*] };
    }
    match error {
        RestoreError::WrongDefinition { expected, found } => texts!(expected found),
        RestoreError::UnknownLocation {
            definition,
            found,
            known,
        } => {
            let known = known.join(", ");
            texts!(definition found known)
        }
        RestoreError::MissingVariable {
            definition,
            location,
            variable,
        } => texts!(definition location variable),
        RestoreError::TypeChanged {
            definition,
            location,
            variable,
            expected,
            found,
        } => texts!(definition location variable expected found),
        RestoreError::Malformed {
            definition,
            location,
            variable,
            message,
        } => texts!(definition location variable message),
        _ => Vec::new(),
    }
}
