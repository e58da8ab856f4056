//! The test that users write to be told of edits which strand saved calls: `assert_compatible!`.
//!
//! The versions of a function are modules, in which it has one pinned name.

#![cfg(feature = "schema")]
#![allow(dead_code, reason = "only the definitions of the functions are used")]

use std::{
    env, fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    process::Command,
};

use resumable::{Definition, Schema, assert_compatible, schema};
use tempfile::TempDir;

/// A function as it is first.
mod first {
    use resumable::resumable;

    #[resumable(name = "shop::order", yield = u32, resume = u32)]
    pub(super) fn order(count: u32) -> u32 {
        let paid = yield_!('pay: count);
        yield_!(count + 1);
        count + paid
    }
}

/// The same further down, with a log line.
mod moved {
    use resumable::resumable;

    #[resumable(name = "shop::order", yield = u32, resume = u32)]
    pub(super) fn order(count: u32) -> u32 {
        let paid = yield_!('pay: count);
        assert!(paid < 1000, "a log line");
        yield_!(count + 1);
        count + paid
    }
}

/// There is one more variable, without which older calls go on.
mod grown {
    use resumable::resumable;

    #[resumable(name = "shop::order", yield = u32, resume = u32)]
    pub(super) fn order(count: u32, #[default(7)] discount: u32) -> u32 {
        let paid = yield_!('pay: count);
        yield_!(count + 1);
        count + paid + discount
    }
}

/// There is one more variable.
mod grown_for_new_calls {
    use resumable::resumable;

    #[resumable(name = "shop::order", yield = u32, resume = u32)]
    pub(super) fn order(count: u32, discount: u32) -> u32 {
        let paid = yield_!('pay: count);
        yield_!(count + 1);
        count + paid + discount
    }
}

/// A variable has another type.
mod retyped {
    use resumable::resumable;

    #[resumable(name = "shop::order", yield = u32, resume = u32)]
    pub(super) fn order(count: u64) -> u64 {
        let paid = yield_!('pay: 1);
        yield_!(2);
        count + u64::from(paid)
    }
}

/// It has another type, and is converted. A yield has a label.
mod retyped_and_told {
    use resumable::resumable;

    #[resumable(name = "shop::order", yield = u32, resume = u32, renamed("yield_!(count + 1)" => "one_more"))]
    pub(super) fn order(#[was(u32)] count: u64) -> u64 {
        let paid = yield_!('pay: 1);
        yield_!('one_more: 2);
        count + u64::from(paid)
    }
}

/// A parameter has another name, and its old value would be lost.
mod recalled {
    use resumable::resumable;

    #[resumable(name = "shop::order", yield = u32, resume = u32)]
    pub(super) fn order(amount: u32) -> u32 {
        let paid = yield_!('pay: amount);
        yield_!(1);
        amount + paid
    }
}

/// A label is another.
mod relabelled {
    use resumable::resumable;

    #[resumable(name = "shop::order", yield = u32, resume = u32)]
    pub(super) fn order(count: u32) -> u32 {
        let paid = yield_!('settle: count);
        yield_!(count + 1);
        count + paid
    }
}

/// The name is another.
mod renamed {
    use resumable::resumable;

    #[resumable(name = "store::order", yield = u32, resume = u32)]
    pub(super) fn order(count: u32) -> u32 {
        let paid = yield_!('pay: count);
        yield_!(count + 1);
        count + paid
    }
}

/// A call that waits for another.
mod waiting {
    use resumable::resumable;

    #[resumable(name = "shop::sign", yield = u32, resume = u32)]
    pub(super) fn sign(page: u32) -> u32 {
        yield_!('name: page) + page
    }

    #[resumable(name = "shop::contract", yield = u32, resume = u32)]
    pub(super) fn contract(page: u32) -> u32 {
        sign(page).await + page
    }
}

/// A variable of what it waits for has another type.
mod waiting_for_retyped {
    use resumable::resumable;

    #[resumable(name = "shop::sign", yield = u32, resume = u32)]
    pub(super) fn sign(page: i32) -> u32 {
        yield_!('name: 1) + page.unsigned_abs()
    }

    #[resumable(name = "shop::contract", yield = u32, resume = u32)]
    pub(super) fn contract(page: u32) -> u32 {
        sign(1).await + page
    }
}

/// What it waits for waits once more.
mod waiting_for_grown {
    use resumable::resumable;

    #[resumable(name = "shop::sign", yield = u32, resume = u32)]
    pub(super) fn sign(page: u32) -> u32 {
        yield_!('name: page) + yield_!('date: page) + page
    }

    #[resumable(name = "shop::contract", yield = u32, resume = u32)]
    pub(super) fn contract(page: u32) -> u32 {
        sign(page).await + page
    }
}

/// It waits for something else.
mod waiting_for_another {
    use resumable::resumable;

    #[resumable(name = "shop::initial", yield = u32, resume = u32)]
    pub(super) fn sign(page: u32) -> u32 {
        yield_!('name: page) + page
    }

    #[resumable(name = "shop::contract", yield = u32, resume = u32)]
    pub(super) fn contract(page: u32) -> u32 {
        sign(page).await + page
    }
}

/// The file that is committed beside the code, in a directory that is not there yet.
struct Guarded {
    _directory: TempDir,
    file: PathBuf,
}

impl Guarded {
    fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        Guarded {
            file: directory.path().join("schemas/order.json"),
            _directory: directory,
        }
    }

    /// Written by the test of this version.
    fn by<D: Definition>() -> Self {
        let guarded = Guarded::new();
        guarded.passes::<D>();
        guarded
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.file).unwrap()
    }

    fn schema(&self) -> Schema {
        Schema::from_json(&self.text()).unwrap()
    }

    fn check<D: Definition>(&self) -> Result<(), String> {
        let path = self.file.to_str().unwrap();
        let checked = catch_unwind(AssertUnwindSafe(|| assert_compatible!(D, path)));
        checked.map_err(|panic| *panic.downcast::<String>().expect("a panic with a text"))
    }

    #[track_caller]
    fn passes<D: Definition>(&self) {
        self.check::<D>()
            .unwrap_or_else(|message| panic!("{message}"));
    }

    /// Fails with a line that has these parts, and leaves the file as it is.
    #[track_caller]
    fn fails<D: Definition>(&self, parts: &[&str]) {
        let before = self.text();
        let message = self.check::<D>().expect_err("calls are stranded");
        let mut lines = message.lines();
        let found = lines.any(|line| parts.iter().all(|part| line.contains(part)));
        assert!(found, "no line has {parts:?}:\n{message}");
        assert_eq!(self.text(), before);
    }
}

#[test]
fn the_first_run_writes_and_the_second_passes() {
    let guarded = Guarded::by::<first::order>();
    let written = guarded.text();
    assert_eq!(written, schema::<first::order>().to_json());
    guarded.passes::<first::order>();
    assert_eq!(guarded.text(), written);
}

#[test]
fn what_no_snapshot_depends_on_does_not_touch_the_file() {
    let guarded = Guarded::by::<first::order>();
    let written = guarded.text();
    guarded.passes::<moved::order>();
    assert_eq!(guarded.text(), written);
    assert_ne!(
        schema::<moved::order>().to_json(),
        written,
        "the lines differ"
    );
}

#[test]
fn the_path_is_relative_to_the_package() {
    let directory = TempDir::new_in(env!("CARGO_MANIFEST_DIR")).unwrap();
    let name = directory.path().file_name().unwrap().to_str().unwrap();
    assert_compatible!(first::order, &format!("{name}/order.json"));
    assert!(directory.path().join("order.json").is_file());
}

#[test]
fn a_new_variable() {
    let guarded = Guarded::by::<first::order>();
    let remedy = "give it a value for old snapshots: `#[default(..)]` on its `let` or parameter";
    for point in ["at `start` (", "at `pay` (", "at `yield_!(count + 1)` ("] {
        let message = ["`shop::order` needs `discount`", point, remedy];
        guarded.fails::<grown_for_new_calls::order>(&message);
    }
    let path = guarded.file.to_str().unwrap();
    let end = "run this test once with RESUMABLE_SCHEMA=overwrite";
    guarded.fails::<grown_for_new_calls::order>(&["compared with", path, end]);
}

#[test]
fn a_variable_with_another_name() {
    let guarded = Guarded::by::<first::order>();
    guarded.fails::<recalled::order>(&[
        "`shop::order` needs `amount` at `pay`",
        "if it is `count` under a new name, keep the old one",
    ]);
}

#[test]
fn another_type() {
    let guarded = Guarded::by::<first::order>();
    guarded.fails::<retyped::order>(&[
        "`count` of `shop::order` at `pay` (",
        "was `u32` and is `u64`",
        "convert it: `#[was(..)]`",
    ]);
}

#[test]
fn a_point_that_is_gone() {
    let guarded = Guarded::by::<first::order>();
    guarded.fails::<relabelled::order>(&[
        "`shop::order` has no point `pay` (",
        "map it: `renamed(\"..\" => \"..\")`",
        "`settle`",
    ]);
}

#[test]
fn another_name() {
    let guarded = Guarded::by::<first::order>();
    guarded.fails::<renamed::order>(&[
        "`shop::order` is called `store::order` now",
        "`#[resumable(name = \"shop::order\")]`",
    ]);
}

#[test]
fn an_edit_that_follows_the_remedies_passes() {
    let guarded = Guarded::by::<first::order>();
    guarded.passes::<retyped_and_told::order>();
}

/// A file that knows two forms of a point guards both.
#[test]
fn calls_of_every_version_in_the_file_are_guarded() {
    let guarded = Guarded::by::<first::order>();
    guarded.passes::<grown::order>();
    let schema = guarded.schema();
    assert_eq!(schema.points.len(), 3);
    let earlier = schema.earlier.iter().map(|point| &*point.identity);
    assert!(earlier.eq(["start", "pay", "yield_!(count + 1)"]));

    // It could restore what `grown` saves, and what `first` saves not.
    guarded.fails::<grown_for_new_calls::order>(&["needs `discount` at `pay`"]);
    Guarded::by::<grown::order>().passes::<grown_for_new_calls::order>();

    // What strands both forms is said once.
    let message = guarded.check::<relabelled::order>().unwrap_err();
    assert_eq!(
        message.matches("has no point `pay`").count(),
        1,
        "{message}"
    );
    let message = guarded.check::<retyped::order>().unwrap_err();
    assert_eq!(message.matches("at `start`").count(), 1, "{message}");

    // Written once more, the file says the same.
    let written = guarded.text();
    guarded.passes::<grown::order>();
    assert_eq!(guarded.text(), written);
}

#[test]
fn what_a_call_waits_for_is_guarded_with_it() {
    let guarded = Guarded::by::<waiting::contract>();
    guarded.fails::<waiting_for_retyped::contract>(&[
        "`page` of `shop::sign` at `name` (",
        "was `u32` and is `i32`",
    ]);
    guarded.fails::<waiting_for_another::contract>(&[
        "`shop::contract` held calls of `shop::sign`",
        "keep the call, or the name of what replaces it",
    ]);
    guarded.passes::<waiting_for_grown::contract>();
    assert_eq!(guarded.schema().coroutines[0].points.len(), 3);
    // The new point of what it waits for is guarded from now on.
    guarded.fails::<waiting::contract>(&["`shop::sign` has no point `date` ("]);
}

#[test]
fn a_file_that_is_no_schema() {
    let guarded = Guarded::by::<first::order>();
    for text in ["", "{}", "[1, 2]", "not JSON"] {
        fs::write(&guarded.file, text).unwrap();
        let path = guarded.file.to_str().unwrap();
        let reason = "this is no schema of a resumable coroutine";
        guarded.fails::<first::order>(&[path, reason]);
    }
    fs::remove_file(&guarded.file).unwrap();
    fs::create_dir(&guarded.file).unwrap();
    let message = guarded.check::<first::order>().unwrap_err();
    assert!(message.contains("order.json cannot be read"), "{message}");
}

/// The variable is read from the environment, which is another one in a process of its own.
#[test]
fn overwriting_forgets_the_calls_of_earlier_versions() {
    const FILE: &str = "GUARDED_FILE";
    if let Ok(file) = env::var(FILE) {
        return assert_compatible!(relabelled::order, &file);
    }
    let guarded = Guarded::by::<first::order>();
    guarded.passes::<grown::order>();
    let succeeds = |mode: Option<&str>| {
        let mut child = Command::new(env::current_exe().unwrap());
        child.args([
            "overwriting_forgets_the_calls_of_earlier_versions",
            "--exact",
        ]);
        child
            .env(FILE, &guarded.file)
            .env_remove("RESUMABLE_SCHEMA");
        child.envs(mode.map(|mode| ("RESUMABLE_SCHEMA", mode)));
        child.output().unwrap().status.success()
    };
    let before = guarded.text();
    assert!(!succeeds(None));
    assert!(!succeeds(Some("keep")));
    assert_eq!(guarded.text(), before);
    assert!(succeeds(Some("overwrite")));
    assert_eq!(guarded.text(), schema::<relabelled::order>().to_json());
    assert!(succeeds(None));
}
