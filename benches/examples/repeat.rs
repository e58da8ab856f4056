//! Drives one program again and again, for a tool that counts instructions:
//!
//! ```sh
//! cargo build --release -p benches --example repeat
//! valgrind --tool=callgrind --callgrind-out-file=/dev/null target/release/examples/repeat nested each resumable 50
//! ```
//!
//! The arguments name one bench of `benches/drive.rs`. What the process takes with 0 for the number is to be subtracted.

use std::hint::black_box;
use std::process::ExitCode;

use benches::by_hand::Machine;
use benches::{borrowing, by_diapause, by_hand, drive, marked};
use diapause::Coroutine as _;

/// What the command line asks for.
struct Wanted {
    bench: String,
    times: u64,
    found: bool,
}

impl Wanted {
    fn run(&mut self, bench: &str, mut drive: impl FnMut() -> u64) {
        if self.bench == bench {
            self.found = true;
            for _ in 0..self.times {
                black_box(drive());
            }
        }
    }
}

/// The ways of one program; `$input` and `$output` as in [`drive!`].
macro_rules! program {
    ($wanted:ident, $program:ident($n:expr), |$y:ident| $input:expr, |$value:pat_param| $output:expr) => {
        let n = || black_box($n);
        program!(
            $wanted,
            $program,
            resumable,
            marked::$program(n()),
            Step,
            |$y| $input,
            |$value| $output
        );
        program!(
            $wanted,
            $program,
            by_hand,
            by_hand::$program(n()),
            Step,
            |$y| $input,
            |$value| $output
        );
        program!(
            $wanted,
            $program,
            by_hand_boxed,
            Box::new(by_hand::$program(n())),
            Step,
            |$y| $input,
            |$value| $output
        );
        program!(
            $wanted,
            $program,
            diapause,
            by_diapause::$program(n()),
            DiapauseStep,
            |$y| $input,
            |$value| $output
        );
        $wanted.run(concat!(stringify!($program), " hidden by_hand_dyn"), || {
            let machine: Box<dyn Machine<_, _>> = Box::new(by_hand::$program(n()));
            drive!(black_box(machine), Step, |$y| $input, |$value| $output)
        });
    };
    ($wanted:ident, $program:ident, $way:ident, $make:expr, $step:ident, |$y:ident| $input:expr, |$value:pat_param| $output:expr) => {
        $wanted.run(
            concat!(stringify!($program), " sum ", stringify!($way)),
            || drive!($make, $step, |$y| $input, |$value| $output),
        );
        $wanted.run(
            concat!(stringify!($program), " each ", stringify!($way)),
            || drive!($make, $step, each | $y | $input, |$value| $output),
        );
        $wanted.run(
            concat!(stringify!($program), " hidden ", stringify!($way)),
            || drive!(black_box($make), $step, |$y| $input, |$value| $output),
        );
    };
}

/// The ways of a program that borrows; `arguments` is what the others are to be compared with.
macro_rules! borrowing_program {
    ($wanted:ident, $program:ident($argument:expr)) => {
        let argument = $argument;
        $wanted.run(concat!(stringify!($program), " arguments"), || {
            black_box(argument.clone()).len() as u64
        });
        borrowing_program!(
            $wanted,
            $program,
            resumable,
            |argument| { borrowing::marked::$program(argument) },
            argument
        );
        borrowing_program!(
            $wanted,
            $program,
            indexed,
            |argument| { borrowing::indexed::$program(argument) },
            argument
        );
        borrowing_program!(
            $wanted,
            $program,
            by_hand_boxed,
            |argument| { Box::new(borrowing::by_hand::$program(argument)) },
            argument
        );
        $wanted.run(concat!(stringify!($program), " hidden by_hand_dyn"), || {
            let machine: Box<dyn Machine<_, _>> =
                Box::new(borrowing::by_hand::$program(black_box(argument.clone())));
            drive!(black_box(machine), Step, |_y| (), |n| n)
        });
    };
    ($wanted:ident, $program:ident, $way:ident, $make:expr, $argument:ident) => {
        let make = $make;
        $wanted.run(
            concat!(stringify!($program), " each ", stringify!($way)),
            || {
                let machine = make(black_box($argument.clone()));
                drive!(machine, Step, each | _y | (), |n| n)
            },
        );
        $wanted.run(
            concat!(stringify!($program), " hidden ", stringify!($way)),
            || {
                let machine = black_box(make(black_box($argument.clone())));
                drive!(machine, Step, |_y| (), |n| n)
            },
        );
    };
}

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let times = arguments.pop().and_then(|times| times.parse().ok());
    let mut wanted = Wanted {
        bench: arguments.join(" "),
        times: times.unwrap_or(0),
        found: false,
    };
    program!(wanted, counter(1024), |_y| (), |()| 0);
    program!(wanted, nested(64), |_y| (), |()| 0);
    program!(wanted, running_total(1024), |y| y & 7, |sum| sum);
    borrowing_program!(wanted, tokens(borrowing::formula()));
    borrowing_program!(wanted, weighted(borrowing::numbers()));
    borrowing_program!(wanted, doubled(borrowing::rows()));
    if wanted.found {
        ExitCode::SUCCESS
    } else {
        eprintln!(
            "usage: repeat counter|nested|running_total sum|each|hidden WAY NUMBER, tokens|weighted|doubled each|hidden WAY NUMBER, \
             or tokens|weighted|doubled arguments NUMBER"
        );
        ExitCode::FAILURE
    }
}
