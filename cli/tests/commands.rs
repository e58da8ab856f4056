//! The program's commands, on snapshots and schemas that the library wrote.

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use resumable::task::{Request, Requests, Task, Winner, join_all};
use resumable::{Definition, Instance, race, resumable, schema};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
enum Tree {
    Leaf,
    Fork(Box<Tree>, Box<Tree>),
}

#[derive(Serialize, Deserialize)]
struct Parcel {
    to: String,
    grams: u32,
    #[serde(flatten)]
    marks: BTreeMap<String, bool>,
}

#[resumable(yield = String, resume = u8, name = "shop::deliver")]
fn deliver(parcel: Parcel) -> u8 {
    let rating = yield_!('delivered: format!("for {}", parcel.to));
    rating + u8::try_from(parcel.grams % 2).unwrap_or(0)
}

#[resumable(yield = String, resume = u8, name = "shop::order")]
fn order(item: String, tree: Tree, path: Vec<(u8, Option<char>)>) -> usize {
    let parcel = Parcel {
        to: item.clone(),
        grams: 301,
        marks: [("fragile".to_owned(), true)].into(),
    };
    let rating = deliver(parcel).await;
    let again = yield_!(format!("again, after {rating}?"));
    match tree {
        Tree::Leaf => item.len() + usize::from(again) + path.len(),
        Tree::Fork(..) => 0,
    }
}

/// The same function, later: the tree is gone and `path` has another type.
mod later {
    use super::{Parcel, deliver};
    use resumable::resumable;

    #[resumable(yield = String, resume = u8, name = "shop::order")]
    #[allow(dead_code, reason = "only its definition is used")]
    pub(super) fn order(item: String, path: Vec<u64>, urgent: bool) -> usize {
        let parcel = Parcel {
            to: item.clone(),
            grams: 301,
            marks: [("fragile".to_owned(), true)].into(),
        };
        let rating = deliver(parcel).await;
        yield_!(format!("again, after {rating}? {urgent}"));
        path.len()
    }
}

struct Scene {
    directory: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        Scene {
            directory: tempfile::tempdir().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        command(self.directory.path(), arguments).output().unwrap()
    }
}

fn command(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_resumable"));
    command.args(arguments).current_dir(directory);
    command
}

#[track_caller]
fn says(output: &Output, code: i32, expected: &str) {
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(text, expected, "{errors}");
    assert_eq!(output.status.code(), Some(code));
}

#[track_caller]
fn fails(output: &Output, reason: &str) {
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{errors}");
    assert!(errors.contains(reason), "{errors}");
    assert!(output.stdout.is_empty());
}

fn an_order() -> Instance<order> {
    let leaf = || Box::new(Tree::Leaf);
    order(
        "lamp".into(),
        Tree::Fork(leaf(), leaf()),
        vec![(7, Some('x')), (8, None)],
    )
}

fn suspended() -> Vec<u8> {
    let mut co = an_order();
    let _ = co.start();
    co.snapshot().unwrap()
}

/// The line of this file that has the text.
fn line_of(text: &str) -> usize {
    let line = include_str!("commands.rs")
        .lines()
        .position(|line| line.contains(text));
    line.unwrap() + 1
}

#[test]
fn with_a_schema_everything_is_shown() {
    let scene = Scene::new();
    scene.write("order.json", schema::<order>().to_json());
    scene.write("call", suspended());
    let (outer, inner) = (line_of("deliver(parcel).await"), line_of("'delivered:"));
    let expected = format!(
        "shop::order
  at deliver(parcel).await, cli/tests/commands.rs:{outer}
  item: String = \"lamp\"
  tree: Tree {{ Leaf, Fork(Tree, Tree) }} = Fork(Leaf, Leaf)
  path: [(u8, Option<char>)] = [(7, Some('x')), (8, None)]
  child: Instance<deliver> =
    shop::deliver
      at 'delivered, cli/tests/commands.rs:{inner}
      parcel: Parcel = {{\"to\": \"lamp\", \"grams\": 301, \"fragile\": true}}
"
    );
    says(
        &scene.run(&["inspect", "call", "--schema", "order.json"]),
        0,
        &expected,
    );
}

#[derive(Serialize, Deserialize, Request)]
#[request(answer = u32)]
struct Ship {
    to: String,
    grams: u32,
}

#[derive(Serialize, Deserialize, Request)]
#[request(answer = ())]
struct Sleep(u64);

#[derive(Serialize, Deserialize, Requests)]
enum Op {
    Ship(Ship),
    Sleep(Sleep),
}

#[resumable(request = Op, name = "shop::ship")]
fn ship(to: String) -> u32 {
    let ship = Ship { to, grams: 300 };
    match race!(ship, Sleep(3)).await {
        Winner::First(price) => price,
        Winner::Second(()) => 0,
    }
}

#[resumable(request = Op, name = "shop::ship_all")]
fn ship_all(cities: Vec<String>) -> u32 {
    let count = cities.len();
    let prices = join_all(cities.into_iter().map(ship)).limit(1).await;
    prices.iter().sum::<u32>() / u32::try_from(count).unwrap_or(1)
}

#[test]
fn a_task_is_a_tree() {
    let scene = Scene::new();
    let task = Task::start(ship_all(vec!["Rome".into(), "Oslo".into()]));
    scene.write("ship_all.json", schema::<ship_all>().to_json());
    scene.write("task", task.snapshot().unwrap());
    let (outer, inner) = (line_of("join_all(cities"), line_of("race!(ship, Sleep"));
    let expected = format!(
        "shop::ship_all at cli/tests/commands.rs:{outer}: count = 2
  join
    shop::ship at cli/tests/commands.rs:{inner}
      race
        waits for request 0: Ship {{ to: \"Rome\", grams: 300 }}
        waits for request 1: Sleep(3)
"
    );
    let arguments = ["inspect", "task", "--schema", "ship_all.json"];
    says(&scene.run(&arguments), 0, &expected);
    assert_eq!(expected, format!("{}\n", task.tree()));

    let output = scene.run(&["inspect", "task"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.starts_with("shop::ship_all at point 0x"), "{text}");
    assert!(
        text.ends_with("\n  waits for request 1: Sleep(3)\n"),
        "{text}"
    );

    let output = scene.run(&["inspect", "task", "--schema", "ship_all.json", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["variables"][1]["name"], "pending");
    assert_eq!(
        json["variables"][1]["value"]["0"]["request"]["Ship"]["to"],
        "Rome"
    );
}

#[test]
fn json_is_for_programs() {
    let scene = Scene::new();
    scene.write("order.json", schema::<order>().to_json());
    scene.write("call", suspended());
    let output = scene.run(&["inspect", "call", "--schema", "order.json", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(json["coroutine"], "shop::order");
    assert_eq!(json["variables"][0]["name"], "item");
    assert_eq!(json["variables"][0]["value"], "lamp");
    assert_eq!(json["variables"][3]["value"]["point"]["label"], "delivered");
}

#[test]
fn without_a_schema_it_says_what_it_cannot_decode() {
    let scene = Scene::new();
    scene.write("call", suspended());
    let output = scene.run(&["inspect", "call"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.starts_with("shop::order\n  at point 0x"), "{text}");
    assert!(
        text.contains("(5 bytes: without a schema only its size is known)"),
        "{text}"
    );
}

#[test]
fn standard_input_is_a_file() {
    let scene = Scene::new();
    scene.write("order.json", schema::<order>().to_json());
    let mut child = command(
        scene.directory.path(),
        &["inspect", "-", "--schema", "order.json"],
    )
    .stdin(Stdio::piped())
    .stdout(Stdio::piped())
    .spawn()
    .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(&an_order().snapshot().unwrap())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("shop::order\n  at start, "));
}

#[test]
fn a_schema_of_another_version_decodes_what_fits() {
    let scene = Scene::new();
    scene.write("later.json", schema::<later::order>().to_json());
    scene.write("call", suspended());
    let output = scene.run(&["inspect", "call", "--schema", "later.json"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("the schema does not know it"), "{text}");
    assert!(
        text.contains("path (7 bytes: it was saved as another type than `[u64]`)"),
        "{text}"
    );
}

#[test]
fn what_is_no_snapshot_is_refused() {
    let scene = Scene::new();
    fails(&scene.run(&["inspect", "call"]), "cannot read call");
    scene.write("call", "hello");
    fails(
        &scene.run(&["inspect", "call"]),
        "call: not a snapshot of a resumable coroutine",
    );
    let mut bytes = suspended();
    bytes[20] ^= 1;
    scene.write("call", bytes);
    fails(&scene.run(&["inspect", "call"]), "checksum");
    scene.write("order.json", "{}");
    fails(
        &scene.run(&["inspect", "call", "--schema", "order.json"]),
        "order.json: this is no schema",
    );
    scene.write("deliver.json", schema::<deliver>().to_json());
    scene.write("call", suspended());
    let reason = "the snapshot is of `shop::order`, not of `shop::deliver`";
    fails(
        &scene.run(&["inspect", "call", "--schema", "deliver.json"]),
        reason,
    );
}

#[test]
fn schemas_are_compared() {
    let scene = Scene::new();
    scene.write("old.json", schema::<order>().to_json());
    scene.write("new.json", schema::<later::order>().to_json());
    let same = scene.run(&["diff", "old.json", "old.json"]);
    says(
        &same,
        0,
        "every saved call of `shop::order` can be restored\n",
    );
    let output = scene.run(&["diff", "old.json", "new.json"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stdout);
    let lines: Vec<_> = text.lines().collect();
    for expected in [
        "`path` of `shop::order` at `start` (",
        "was `[(u8, Option<char>)]` and is `[u64]`; convert it: `#[was(..)]`",
        "needs `urgent` at `deliver(parcel).await` (",
        "has no point `yield_!(format!(\"again, after {rating}?\"))`",
    ] {
        assert!(
            lines.iter().any(|line| line.contains(expected)),
            "{expected}: {text}"
        );
    }
    let json = scene.run(&["diff", "old.json", "new.json", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json[0]["type_changed"]["definition"], order::NAME);
}
