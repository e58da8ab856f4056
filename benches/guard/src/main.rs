//! Fails if a program takes more instructions than `baseline.txt` allows it:
//!
//! ```sh
//! cargo run --release -p guard               # compares
//! cargo run --release -p guard -- --update   # writes the baseline anew
//! ```

use std::{env, fmt::Write as _, fs, hint::black_box, io, path::Path, process::ExitCode};

use guard::{
    counting::{self, Measure},
    programs::{self, Answer, Load, Request, User},
};
use resumable::{
    Definition, Instance, Step,
    task::{RequestId, Task},
};

/// How many times its baseline a count may be.
const TOLERANCE: f64 = 1.05;
/// How often a program is saved or restored.
const TIMES: u32 = 100;

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!(
                "some counts are above what is allowed; if they have to be, `cargo run --release -p guard -- --update`"
            );
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("guard: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether all counts are as they should be.
fn run() -> io::Result<bool> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("baseline.txt");
    let measures = measures();
    let counts = counting::instructions(&measures)?;
    if env::args().any(|argument| argument == "--update") {
        let mut text = String::new();
        for (measure, count) in measures.iter().zip(counts) {
            let _ = writeln!(text, "{} {count:.1}", measure.name);
        }
        fs::write(path, text)?;
        return Ok(true);
    }
    let baseline = fs::read_to_string(path)?;
    println!(
        "{:32} {:>10} {:>10} {:>7}",
        "instructions", "baseline", "now", "change"
    );
    let mut good = true;
    for (measure, count) in measures.iter().zip(counts) {
        let Some(before) = allowed(&baseline, &measure.name) else {
            println!("{:32} {:>10} {count:10.1}   no baseline", measure.name, "");
            good = false;
            continue;
        };
        let above = count > before * TOLERANCE;
        let change = (count / before - 1.0) * 100.0;
        let verdict = if above { " too many" } else { "" };
        println!(
            "{:32} {before:10.1} {count:10.1} {change:+6.1}%{verdict}",
            measure.name
        );
        good &= !above;
    }
    Ok(good)
}

/// The count of `name` in the text of the baseline.
fn allowed(baseline: &str, name: &str) -> Option<f64> {
    baseline
        .lines()
        .filter_map(|line| line.rsplit_once(' '))
        .find(|(of, _)| *of == name)
        .and_then(|(_, count)| count.parse().ok())
}

fn measures() -> Vec<Measure> {
    let mut measures = vec![
        drive("counter", 1024, programs::counter, |_| ()),
        drive("nested", 2016, |_| programs::nested(64), |_| ()),
        drive("counter inline", 1024, programs::counter_inline, |_| ()),
        drive(
            "nested inline",
            2016,
            |_| programs::nested_inline(64),
            |_| (),
        ),
        iterated("counter inline", 1024, programs::counter_inline),
        iterated("nested inline", 2016, |_| {
            programs::nested_inline(black_box(64))
        }),
        drive("running_total", 1024, programs::running_total, |sum| {
            sum & 7
        }),
        drive("large_state", 1024, programs::large_state, |_| ()),
        drive("delegation", 42, |_| programs::outer(10), |_| ()),
        drive("onboarding", 5, |_| welcomed(), answer),
    ];
    measures.extend(kept("counter", || waiting(programs::counter(1024), |_| ())));
    measures.extend(kept("onboarding", || waiting(welcomed(), answer)));
    measures.extend(kept("delegation", || waiting(programs::outer(10), |_| ())));
    measures.extend(tasks());
    measures
}

/// Tasks: one request after the other, and many children, for each of them.
fn tasks() -> [Measure; 5] {
    let many = || Task::start(programs::children(u64::from(TIMES)));
    let all = |mut task: Task<programs::children>| {
        for number in 0..u64::from(TIMES) {
            let update = task.answer::<Load>(RequestId::new(number), 1);
            black_box(update.expect("it is pending"));
        }
    };
    [
        Measure::new("task answer", TIMES, || {
            let mut task = Task::start(black_box(programs::asking(u64::MAX)));
            let mut number = 0;
            move || {
                for _ in 0..TIMES {
                    let update = task.answer::<Load>(RequestId::new(number), 1);
                    black_box(update.expect("it is pending"));
                    number += 1;
                }
            }
        }),
        Measure::new("task children start", TIMES, move || {
            let mut kept = Vec::with_capacity(2);
            move || kept.push(many())
        }),
        Measure::new("task children answer", TIMES, move || {
            let mut ready = vec![many(), many()];
            move || all(black_box(ready.pop().expect("it runs twice")))
        }),
        Measure::new("task children snapshot_into", TIMES, move || {
            let (task, mut buffer) = (many(), Vec::new());
            move || task.snapshot_into(&mut buffer).expect("it can be saved")
        }),
        Measure::new("task children restore", TIMES, move || {
            let bytes = many().snapshot().expect("it can be saved");
            let mut kept = Vec::with_capacity(2);
            move || {
                let task = Task::<programs::children>::restore(black_box(&bytes));
                kept.push(task.expect("it can be restored"));
            }
        }),
    ]
}

/// The whole run of a program, for each of its yields.
fn drive<D: Definition>(
    name: &str,
    yields: u32,
    make: impl Fn(u64) -> Instance<D> + Copy + 'static,
    answer: impl Fn(D::Yield) -> D::Resume + Copy + 'static,
) -> Measure {
    Measure::new(format!("{name} resume"), yields, move || {
        move || {
            let mut instance = black_box(make(black_box(u64::from(yields))));
            let mut step = instance.start();
            while let Step::Yielded(value) = step {
                step = instance.resume(answer(black_box(value)));
            }
        }
    })
}

/// The same where nobody but the loop sees the instance, so that its state can be in registers.
fn iterated<D: Definition<Yield = u64, Resume = ()>>(
    name: &str,
    yields: u32,
    make: impl Fn(u64) -> Instance<D> + Copy + 'static,
) -> Measure {
    Measure::new(format!("{name} for"), yields, move || {
        move || {
            for value in make(black_box(u64::from(yields))) {
                black_box(value);
            }
        }
    })
}

/// Saves and restores what `make` gives.
fn kept<D: Definition>(
    name: &str,
    make: impl Fn() -> Instance<D> + Copy + 'static,
) -> [Measure; 2] {
    let save = Measure::new(format!("{name} snapshot_into"), TIMES, move || {
        let instance = make();
        let mut buffer = Vec::new();
        move || {
            for _ in 0..TIMES {
                black_box(&instance)
                    .snapshot_into(black_box(&mut buffer))
                    .expect("it can be saved");
            }
        }
    });
    let restore = Measure::new(format!("{name} restore"), TIMES, move || {
        let bytes = make().snapshot().expect("it can be saved");
        move || {
            for _ in 0..TIMES {
                let restored = Instance::<D>::restore(black_box(&bytes));
                drop(black_box(restored.expect("it can be restored")));
            }
        }
    });
    [save, restore]
}

/// At its second yield.
fn waiting<D: Definition>(
    mut instance: Instance<D>,
    answer: impl Fn(D::Yield) -> D::Resume,
) -> Instance<D> {
    if let Step::Yielded(first) = instance.start() {
        let _ = instance.resume(answer(first));
    }
    instance
}

fn welcomed() -> Instance<programs::onboarding> {
    let user = User {
        emails: vec!["a@x".into(), "b@x".into()],
        manager: Some("boss".into()),
    };
    programs::onboarding(user, 10)
}

#[allow(clippy::unnecessary_wraps, reason = "it is what a resume takes")]
fn answer(request: Request) -> Answer {
    match request {
        Request::Send(text) | Request::Notify(text) => Ok(text),
        Request::Charge(_) => Ok("receipt".into()),
        Request::Sleep(_) => Ok("slept".into()),
    }
}
