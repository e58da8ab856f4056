//! The crates whose builds are measured, as text.
//!
//! Each is a program that drives every one of its functions from its start to its end, saved and restored at every
//! yield, so that nothing of them stays unbuilt: a library's generic code is built where it is used.

use std::fmt::Write;

/// A way to write a function that waits, and what drives it. In the texts `{k}` is the function's number, and the others
/// stand for its further variables: `{let}` declares them, `{use}` uses them, `{fields}` and `{names}` have them in a list
/// behind other things.
struct Way {
    name: &'static str,
    dependencies: &'static str,
    head: &'static str,
    function: &'static str,
    drive: &'static str,
}

/// A crate to be built.
pub(crate) struct Fixture {
    pub(crate) name: String,
    pub(crate) dependencies: &'static str,
    pub(crate) source: String,
}

const SERDE: &str = "serde = { version = \"1.0.229\", features = [\"derive\"] }\n\
    postcard = { version = \"1.1.3\", features = [\"alloc\"] }\n";
const DIAPAUSE: &str = "diapause = \"0.2.0\"\n\
    serde = { version = \"1.0.229\", features = [\"derive\"] }\n\
    postcard = { version = \"1.1.3\", features = [\"alloc\"] }\n";
const RESUMABLE: &str = "resumable = { path = \"RESUMABLE\" }\n";

const WAYS: [Way; 4] = [
    // The same program without the functions' waiting: what is left is not the ways' doing.
    Way {
        name: "plain",
        dependencies: "",
        head: "",
        function: "
fn work_{k}(n: u32, mut answer: impl FnMut(u32) -> u32) -> String {
{let}    let mut log = String::new();
    let mut i: u32 = 0;
    while i < n {
        let first = answer(i);
        log.push_str(&first.to_string());
        let second = answer(first + {k});
        log.push_str(&second.to_string());
{use}        i += 1;
    }
    log
}
",
        drive: "
fn drive_{k}(n: u32) -> usize {
    let mut sum = 0;
    let end = work_{k}(n, |value| { sum += value as usize; value });
    sum + end.len()
}
",
    },
    Way {
        name: "resumable",
        dependencies: RESUMABLE,
        head: "use resumable::{Instance, Step, resumable};\n",
        function: "
#[resumable(yield = u32, resume = u32)]
fn work_{k}(n: u32) -> String {
{let}    let mut log = String::new();
    let mut i: u32 = 0;
    while i < n {
        let first = yield_!(i);
        log.push_str(&first.to_string());
        let second = yield_!(first + {k});
        log.push_str(&second.to_string());
{use}        i += 1;
    }
    log
}
",
        drive: "
fn drive_{k}(n: u32) -> usize {
    let mut machine = work_{k}(n);
    let mut sum = 0;
    let mut step = machine.start();
    loop {
        match step {
            Step::Yielded(value) => {
                sum += value as usize;
                let bytes = machine.snapshot().unwrap();
                machine = Instance::<work_{k}>::restore(&bytes).unwrap();
                step = machine.resume(value);
            }
            Step::Complete(end) => return sum + end.len(),
        }
    }
}
",
    },
    Way {
        name: "by_hand",
        dependencies: SERDE,
        head: "use serde::{Deserialize, Serialize};\nenum Step { Yielded(u32), Complete(String) }\n",
        function: "
#[derive(Serialize, Deserialize)]
enum Work{k} {
    Start { n: u32 },
    First { n: u32, log: String, i: u32{fields} },
    Second { n: u32, log: String, i: u32{fields} },
    Done,
}

impl Work{k} {
    fn start(&mut self) -> Step {
        match std::mem::replace(self, Work{k}::Done) {
            Work{k}::Start { n } => {
{let}                self.turn(n, String::new(), 0{names})
            }
            _ => panic!(\"already started\"),
        }
    }

    fn resume(&mut self, answer: u32) -> Step {
        match std::mem::replace(self, Work{k}::Done) {
            Work{k}::First { n, mut log, i{names} } => {
                log.push_str(&answer.to_string());
                *self = Work{k}::Second { n, log, i{names} };
                Step::Yielded(answer + {k})
            }
            Work{k}::Second { n, mut log, i{names} } => {
                log.push_str(&answer.to_string());
{use}                self.turn(n, log, i + 1{names})
            }
            _ => panic!(\"not suspended\"),
        }
    }

    fn turn(&mut self, n: u32, log: String, i: u32{fields}) -> Step {
        if i < n {
            *self = Work{k}::First { n, log, i{names} };
            Step::Yielded(i)
        } else {
            Step::Complete(log)
        }
    }
}
",
        drive: "
fn drive_{k}(n: u32) -> usize {
    let mut machine = Work{k}::Start { n };
    let mut sum = 0;
    let mut step = machine.start();
    loop {
        match step {
            Step::Yielded(value) => {
                sum += value as usize;
                let bytes = postcard::to_allocvec(&machine).unwrap();
                machine = postcard::from_bytes::<Work{k}>(&bytes).unwrap();
                step = machine.resume(value);
            }
            Step::Complete(end) => return sum + end.len(),
        }
    }
}
",
    },
    Way {
        name: "diapause",
        dependencies: DIAPAUSE,
        head: "use diapause::{Coroutine as _, CoroutineState as Step};\n",
        function: "
#[diapause::coroutine(yield = u32, resume = u32)]
#[derive(serde::Serialize, serde::Deserialize)]
fn work_{k}(n: u32) -> String {
{let}    let mut log: String = String::new();
    let mut i: u32 = 0;
    while i < n {
        let first: u32 = yield_!(i);
        log.push_str(&first.to_string());
        let second: u32 = yield_!(first + {k});
        log.push_str(&second.to_string());
{use}        i += 1;
    }
    log
}
",
        drive: "
fn drive_{k}(n: u32) -> usize {
    let mut machine = work_{k}(n);
    let mut sum = 0;
    let mut step = machine.start();
    loop {
        match step {
            Step::Yielded(value) => {
                sum += value as usize;
                let bytes = postcard::to_allocvec(&machine).unwrap();
                machine = postcard::from_bytes::<work_{k}::State>(&bytes).unwrap();
                step = machine.resume(value);
            }
            Step::Complete(end) => return sum + end.len(),
        }
    }
}
",
    },
];

/// A variable: its type, and its value.
type Variable = (&'static str, &'static str);

/// The further variables of functions of which each saves something else.
const FURTHER: [Variable; 9] = [
    ("u8", "7"),
    ("String", "String::from(\"a\")"),
    ("u64", "8"),
    ("Vec<u32>", "vec![n]"),
    ("bool", "n == 3"),
    ("i16", "-4"),
    ("Option<String>", "None"),
    ("char", "'c'"),
    ("(u32, String)", "(n, String::new())"),
];

/// What `FURTHER` is chosen by: the functions of all numbers below this differ.
const DIFFERENT: usize = 1 << FURTHER.len();

/// `count` functions in each way, all alike.
pub(crate) fn machines(count: usize) -> Vec<Fixture> {
    WAYS.iter().map(|way| way.fixture(count, |_| 0)).collect()
}

/// `count` functions in each way, of which each saves variables of other types.
pub(crate) fn different(count: usize) -> Vec<Fixture> {
    assert!(count <= DIFFERENT, "there are {DIFFERENT} different ones");
    WAYS.iter().map(|way| way.fixture(count, |k| k)).collect()
}

impl Way {
    /// `further` has a bit for each variable of `FURTHER` that the function of a number has.
    fn fixture(&self, count: usize, further: impl Fn(usize) -> usize) -> Fixture {
        let mut source = self.head.to_owned();
        source += "#[allow(dead_code)] fn used<T>(value: &T) { std::hint::black_box(value); }\n";
        let mut calls = String::new();
        for k in 0..count {
            source += &self.function(k, further(k));
            source += &self.drive.replace("{k}", &k.to_string());
            let _ = write!(calls, "drive_{k}, ");
        }
        // By way of a table, since 500 functions inlined into one would be another measure.
        let _ = write!(
            source,
            "\nstatic DRIVES: [fn(u32) -> usize; {count}] = [{calls}];\n\nfn main() {{\n    \
             let n = std::env::args().len() as u32;\n    \
             println!(\"{{}}\", DRIVES.iter().map(|drive| drive(n)).sum::<usize>());\n}}\n"
        );
        Fixture {
            name: format!("{}_{count}", self.name),
            dependencies: self.dependencies,
            source,
        }
    }

    fn function(&self, k: usize, further: usize) -> String {
        let chosen = FURTHER
            .iter()
            .enumerate()
            .filter(|(index, _)| further >> index & 1 == 1);
        let (mut declared, mut used, mut fields, mut names) =
            <(String, String, String, String)>::default();
        for (index, (ty, value)) in chosen {
            let _ = writeln!(declared, "    let x{index}: {ty} = {value};");
            let _ = writeln!(used, "        used(&x{index});");
            let _ = write!(fields, ", x{index}: {ty}");
            let _ = write!(names, ", x{index}");
        }
        self.function
            .replace("{k}", &k.to_string())
            .replace("{let}", &declared)
            .replace("{use}", &used)
            .replace("{fields}", &fields)
            .replace("{names}", &names)
    }
}

/// Twenty-five lines with three yields, in the shapes that bodies are made of; `{k}` is the number of the part.
const PART: &str = "
    let mut pending_{k} = total + {k};
    let name_{k} = format!(\"part {k} of {owner}\");
    if pending_{k} % 2 == 0 {
        let answer = yield_!(pending_{k});
        pending_{k} += answer;
        log.push(format!(\"{name_{k}}: {answer}\"));
    } else {
        pending_{k} /= 2;
    }
    let mut attempts = 0;
    while attempts < 3 {
        match yield_!(attempts) {
            0 => break,
            n if n > 100 => {
                total += n;
                attempts = 3;
            }
            n => attempts += n,
        }
    }
    for step in 0..pending_{k} % 4 {
        total = total.wrapping_add(yield_!(step));
    }
    log.push(name_{k});
    total = total.wrapping_add(pending_{k});
";

/// `count` functions of about 25 times `parts` lines: marked, and as plain functions that ask instead of waiting.
pub(crate) fn bodies(count: usize, parts: usize) -> [Fixture; 2] {
    let body: String = (0..parts)
        .map(|k| PART.replace("{k}", &k.to_string()))
        .collect();
    let text = |head: &str, attribute: &str| {
        let mut source = head.to_owned();
        for k in 0..count {
            let _ = write!(
                source,
                "\n{attribute}\npub fn long_{k}(owner: String, mut total: u32) -> (u32, Vec<String>) {{\n    \
                 let mut log = Vec::new();{body}    (total, log)\n}}\n"
            );
        }
        source += "\nfn main() {}\n";
        source
    };
    [
        Fixture {
            name: format!("marked_{count}"),
            dependencies: RESUMABLE,
            source: text(
                "#![allow(dead_code)]\n",
                "#[resumable::resumable(yield = u32, resume = u32)]",
            ),
        },
        Fixture {
            name: format!("unmarked_{count}"),
            dependencies: RESUMABLE,
            source: text(
                "#![allow(dead_code)]\nmacro_rules! yield_ { ($value:expr) => { std::hint::black_box($value) } }\n",
                "",
            ),
        },
    ]
}

/// A function that waits at `points` yields, one after the other, and one that does in branches and loops; both driven.
pub(crate) fn long(points: usize) -> [Fixture; 2] {
    let [_, way, ..] = &WAYS;
    let program = |name: &str, body: &str| Fixture {
        name: format!("{name}_{points}"),
        dependencies: way.dependencies,
        source: format!(
            "{}\n#[resumable(yield = u32, resume = u32)]\nfn work_0(n: u32) -> Vec<String> {{\n    \
             let owner = n.to_string();\n    let mut total = n;\n    let mut log = Vec::new();\n\
             {body}    log.push(total.to_string());\n    log.push(owner);\n    log\n}}\n{}\n\
             fn main() {{\n    println!(\"{{}}\", drive_0(std::env::args().len() as u32));\n}}\n",
            way.head,
            way.drive.replace("{k}", "0")
        ),
    };
    let straight = (0..points).fold(String::new(), |mut body, k| {
        let _ = writeln!(body, "    total = total.wrapping_add(yield_!({k}));");
        body
    });
    let spread: String = (0..points / PART.matches("yield_!").count())
        .map(|k| PART.replace("{k}", &k.to_string()))
        .collect();
    [program("straight", &straight), program("spread", &spread)]
}
