//! The approval program: a story told over many processes.

mod support;

use std::path::Path;

use resumable::{
    resumable,
    task::{Request, Requests, Task},
};
use serde::{Deserialize, Serialize};

use crate::support::{Done, run};

fn approval(directory: &Path, arguments: &[&str]) -> Done {
    run(support::example("approval", directory).args(arguments))
}

/// Runs one command, which must say exactly this.
#[track_caller]
fn says(directory: &Path, arguments: &[&str], expected: &str) {
    let done = approval(directory, arguments);
    assert_eq!((done.code, &*done.stderr), (Some(0), ""));
    assert_eq!(done.stdout.trim_end(), expected);
}

/// Runs one command, which must fail and say why.
#[track_caller]
fn refuses(directory: &Path, arguments: &[&str], reason: &str) {
    let done = approval(directory, arguments);
    assert!(!matches!(done.code, Some(0) | None), "{done:?}");
    assert!(done.stderr.contains(reason), "{done:?}");
}

/// The line of the workflow that has this text.
fn line_of(text: &str) -> usize {
    let source = include_str!("../approval/workflow.rs");
    let line = source.lines().position(|line| line.contains(text));
    line.expect("the workflow has such a line") + 1
}

#[test]
fn a_request_goes_from_desk_to_desk() {
    let desk = tempfile::tempdir().unwrap();
    let desk = desk.path();
    says(
        desk,
        &["new", "laptop", "1200"],
        "1  laptop  waits for the manager: may we buy laptop for 1200?",
    );
    says(
        desk,
        &["new", "chair", "300"],
        "2  chair  waits for the manager: may we buy chair for 300?",
    );
    says(
        desk,
        &["answer", "1", "more-info", "which model?"],
        "1  laptop  waits for the requester: the manager asks: which model?",
    );
    let list = approval(desk, &["list"]).stdout;
    let (requester, manager) = (line_of("await_!('requester:"), line_of("await_!('manager:"));
    for expected in [
        "1  laptop  waits for the requester: the manager asks: which model?\n",
        &format!("     at 'requester, examples/approval/workflow.rs:{requester}\n"),
        "     item = \"laptop\"\n",
        "     price = 1200\n",
        "     approver = \"Manager\"\n",
        "     question = \"which model?\"\n",
        "2  chair  waits for the manager: may we buy chair for 300?\n",
        &format!("     at 'manager, examples/approval/workflow.rs:{manager}\n"),
        "     item = \"chair\"\n",
    ] {
        assert!(list.contains(expected), "{expected:?} is not in {list}");
    }
    says(
        desk,
        &["answer", "1", "yes", "the light one"],
        "1  laptop  waits for the manager: may we buy laptop for 1200? (the light one)",
    );
    says(
        desk,
        &["answer", "1", "yes"],
        "1  laptop  waits for the director: may we buy laptop for 1200? (the light one; the manager agrees)",
    );
    says(
        desk,
        &["answer", "2", "no", "buy a cushion"],
        "2  chair  rejected by the manager: buy a cushion",
    );
    says(
        desk,
        &["answer", "1", "yes", "enjoy"],
        "1  laptop  approved by the director: enjoy",
    );
    says(
        desk,
        &["list"],
        "1  laptop  approved by the director: enjoy\n2  chair  rejected by the manager: buy a cushion",
    );
}

#[test]
fn a_manager_who_keeps_asking_is_passed_over() {
    let desk = tempfile::tempdir().unwrap();
    let desk = desk.path();
    approval(desk, &["new", "pen", "2"]);
    for _ in 0..3 {
        says(
            desk,
            &["answer", "1", "more-info", "why?"],
            "1  pen  waits for the requester: the manager asks: why?",
        );
        approval(desk, &["answer", "1", "yes", "to write"]);
    }
    says(
        desk,
        &["answer", "1", "more-info", "why?"],
        "1  pen  waits for the director: may we buy pen for 2? (to write; to write; to write; the manager cannot decide)",
    );
    says(
        desk,
        &["answer", "1", "more-info", "write what?"],
        "1  pen  waits for the requester: the director asks: write what?",
    );
    says(
        desk,
        &["answer", "1", "no", "forget it"],
        "1  pen  withdrawn: forget it",
    );
}

#[test]
fn a_requester_who_does_not_reply_is_asked_three_times() {
    let desk = tempfile::tempdir().unwrap();
    let desk = desk.path();
    approval(desk, &["new", "pen", "2"]);
    let asked = "1  pen  waits for the requester: the manager asks: why?";
    says(desk, &["answer", "1", "more-info", "why?"], asked);
    says(desk, &["answer", "1", "yes"], asked);
    says(desk, &["answer", "1", "yes"], asked);
    says(
        desk,
        &["answer", "1", "yes"],
        "1  pen  withdrawn: no answer to: why?",
    );
}

#[test]
fn mistakes_are_named_and_change_nothing() {
    let desk = tempfile::tempdir().unwrap();
    let desk = desk.path();
    refuses(
        desk,
        &["list"],
        "there is no store approval.db; `new` makes one",
    );
    refuses(
        desk,
        &["answer", "1", "yes"],
        "there is no store approval.db",
    );
    assert_eq!(std::fs::read_dir(desk).unwrap().count(), 0);

    approval(desk, &["new", "pen", "2"]);
    refuses(
        desk,
        &["answer", "7", "yes"],
        "there is no request 7 in approval.db",
    );
    refuses(
        desk,
        &["answer", "1", "perhaps"],
        "possible values: yes, no, more-info",
    );
    refuses(
        desk,
        &["answer", "1", "more-info"],
        "more-info needs a text",
    );
    refuses(desk, &["new", "pen", "much"], "invalid value 'much'");
    says(
        desk,
        &["answer", "1", "yes"],
        "1  pen  approved by the manager",
    );
    refuses(
        desk,
        &["answer", "1", "no"],
        "request 1 needs no answer: it was approved by the manager",
    );

    std::fs::write(desk.join("diary"), "dear diary").unwrap();
    refuses(
        desk,
        &["new", "pen", "2", "--store", "diary"],
        "diary is not a store of `approval`",
    );
    assert_eq!(std::fs::read(desk.join("diary")).unwrap(), b"dear diary");
}

/// What an earlier workflow asked.
#[derive(Serialize, Deserialize, Request)]
#[request(answer = bool)]
struct Ask {
    question: String,
}

#[derive(Serialize, Deserialize, Requests)]
enum Op {
    Ask(Ask),
}

/// An earlier workflow: it knew no prices.
#[resumable(name = "approval", request = Op)]
fn without_prices(item: String) -> Option<String> {
    let question = format!("may we buy {item}?");
    await_!('manager: Ask { question }).then_some(item)
}

#[test]
fn what_another_version_stored_is_listed_but_not_answered() {
    let desk = tempfile::tempdir().unwrap();
    let desk = desk.path();
    approval(desk, &["new", "pen", "2"]);
    approval(desk, &["new", "chair", "300"]);
    let earlier = Task::start(without_prices("pen".into()));
    let earlier = earlier.snapshot().unwrap();
    let store = rusqlite::Connection::open(desk.join("approval.db")).unwrap();
    let update = "UPDATE request SET snapshot = ?1 WHERE id = 1";
    store.execute(update, [&earlier]).unwrap();

    let reason = "`approval` needs the variable `price` at `manager.await` (";
    let list = approval(desk, &["list"]).stdout;
    let expected = format!("1  pen  cannot be answered: may we buy pen for 2?\n     {reason}");
    assert!(list.starts_with(&expected), "{list}");
    assert!(list.contains("2  chair  waits for the manager"), "{list}");
    refuses(
        desk,
        &["answer", "1", "yes"],
        &format!("request 1 was stored by another version of this program: {reason}"),
    );
    let query = "SELECT snapshot FROM request WHERE id = 1";
    let kept: Vec<u8> = store.query_row(query, (), |row| row.get(0)).unwrap();
    assert_eq!(kept, earlier);
}

#[test]
fn anybody_can_look_into_the_store() {
    let desk = tempfile::tempdir().unwrap();
    approval(
        desk.path(),
        &["new", "laptop", "1200", "--store", "wishes.db"],
    );
    let store = rusqlite::Connection::open(desk.path().join("wishes.db")).unwrap();
    let query = "SELECT label, file, line, question, state ->> 'item', state ->> 'price', outcome FROM request";
    let row = store.query_row(query, (), |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get(5)?,
            row.get(6)?,
        ))
    });
    let (label, file, line, question, item, price, outcome): (
        String,
        String,
        usize,
        String,
        String,
        u64,
        Option<String>,
    ) = row.unwrap();
    assert_eq!(
        (&*label, &*file, line),
        (
            "manager",
            "examples/approval/workflow.rs",
            line_of("await_!('manager:")
        )
    );
    assert_eq!(
        (&*question, &*item, price, outcome),
        ("may we buy laptop for 1200?", "laptop", 1200, None)
    );
}
