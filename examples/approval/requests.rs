//! The table of requests: one task a row, with what a person may want to see of it beside its bytes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use examples::Layout;
use resumable::{
    Location, RestoreError,
    task::{Outcome, RequestId, Task},
};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::Value;

use crate::workflow::{Answer, Ask, Decision, Op, approval};

const LAYOUT: Layout = Layout {
    program: "approval",
    application_id: 0x7265_7361,
    version: 2,
    tables: "
        CREATE TABLE request (
            id INTEGER PRIMARY KEY,
            title TEXT NOT NULL,
            label TEXT,      -- where it waits ..
            file TEXT,
            line INTEGER,
            question TEXT,   -- .. for an answer to what ..
            state TEXT,      -- .. and what it knows, as JSON; all of that is for reading,
            snapshot BLOB,   -- and this is what it goes on from
            outcome TEXT     -- how it was decided
        ) STRICT;
    ",
};

/// The open store.
pub(crate) struct Requests {
    path: PathBuf,
    db: Connection,
}

/// Where a request has got to.
pub(crate) enum Progress {
    /// It asks this, and waits for the answer.
    Waiting {
        workflow: Task<approval>,
        question: String,
    },
    /// It asks this, but was stored by a version of this program whose requests this one cannot go on with.
    Stranded {
        question: String,
        error: RestoreError,
    },
    /// It was decided like this.
    Decided(String),
}

/// One row.
pub(crate) struct Request {
    pub(crate) id: u64,
    pub(crate) title: String,
    pub(crate) progress: Progress,
}

impl Requests {
    /// Opens the store, or makes it.
    pub(crate) fn open_or_create(path: &Path) -> Result<Self> {
        Ok(Requests {
            path: path.to_owned(),
            db: examples::open(path, &LAYOUT)?,
        })
    }

    /// Opens the store, which must be there.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        if !path.exists() {
            bail!("there is no store {}; `new` makes one", path.display());
        }
        Self::open_or_create(path)
    }

    /// Starts a request and keeps it where it first waits.
    pub(crate) fn add(&mut self, title: &str, price: u64) -> Result<Request> {
        let mut workflow = Task::start(approval(title.to_owned(), price));
        let outcome = workflow.take_outcome();
        let transaction = examples::write(&mut self.db)?;
        transaction.execute("INSERT INTO request (title) VALUES (?1)", [title])?;
        let id = transaction.query_row("SELECT last_insert_rowid()", (), |row| row.get(0))?;
        let progress = keep(&transaction, id, workflow, outcome)?;
        transaction.commit()?;
        Ok(Request {
            id,
            title: title.to_owned(),
            progress,
        })
    }

    /// Goes on with one request. Reading it, answering it and keeping it again are one transaction: of two processes
    /// that answer at once, the second finds what the first has left.
    pub(crate) fn answer(&mut self, id: u64, answer: Answer) -> Result<Request> {
        let transaction = examples::write(&mut self.db)?;
        let row = transaction
            .query_row(&format!("{SELECT} WHERE id = ?1"), [id], Row::read)
            .optional()?;
        let Some(row) = row else {
            bail!("there is no request {id} in {}", self.path.display());
        };
        let Request {
            title, progress, ..
        } = row.restore();
        let mut workflow = match progress {
            Progress::Waiting { workflow, .. } => workflow,
            Progress::Stranded { error, .. } => {
                return Err(error).with_context(|| {
                    format!("request {id} was stored by another version of this program")
                });
            }
            Progress::Decided(outcome) => bail!("request {id} needs no answer: it was {outcome}"),
        };
        let (asked, _) = asked(&workflow)?;
        let outcome = workflow.answer::<Ask>(asked, answer)?.outcome;
        let progress = keep(&transaction, id, workflow, outcome)?;
        transaction.commit()?;
        Ok(Request {
            id,
            title,
            progress,
        })
    }

    /// Every request, oldest first.
    pub(crate) fn all(&self) -> Result<Vec<Request>> {
        let mut statement = self.db.prepare(&format!("{SELECT} ORDER BY id"))?;
        let rows = statement.query_map((), Row::read)?;
        rows.map(|row| Ok(row?.restore())).collect()
    }
}

const SELECT: &str = "SELECT id, title, question, snapshot, outcome FROM request";

/// What the program reads of a row.
struct Row {
    id: u64,
    title: String,
    question: Option<String>,
    snapshot: Option<Vec<u8>>,
    outcome: Option<String>,
}

impl Row {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok(Row {
            id: row.get(0)?,
            title: row.get(1)?,
            question: row.get(2)?,
            snapshot: row.get(3)?,
            outcome: row.get(4)?,
        })
    }

    fn restore(self) -> Request {
        let question = self.question.unwrap_or_default();
        let progress = match self.snapshot.as_deref().map(Task::restore) {
            Some(Ok(workflow)) => Progress::Waiting { workflow, question },
            Some(Err(error)) => Progress::Stranded { question, error },
            None => Progress::Decided(self.outcome.unwrap_or_default()),
        };
        Request {
            id: self.id,
            title: self.title,
            progress,
        }
    }
}

/// Writes down what an answer has led to.
fn keep(
    transaction: &Transaction<'_>,
    id: u64,
    workflow: Task<approval>,
    outcome: Option<Outcome<Decision>>,
) -> Result<Progress> {
    let update = "UPDATE request SET (label, file, line, question, state, snapshot, outcome)
        = (?2, ?3, ?4, ?5, ?6, ?7, ?8) WHERE id = ?1";
    let location = location(&workflow);
    let label = location.and_then(Location::label);
    let (file, line) = (location.map(Location::file), location.map(Location::line));
    Ok(match outcome {
        None => {
            let question = asked(&workflow)?.1.to_owned();
            let state = Value::from_iter(variables(&workflow)?).to_string();
            let snapshot = workflow.snapshot()?;
            transaction.execute(
                update,
                params![
                    id,
                    label,
                    file,
                    line,
                    question,
                    state,
                    snapshot,
                    None::<&str>
                ],
            )?;
            Progress::Waiting { workflow, question }
        }
        Some(outcome) => {
            let outcome = match outcome {
                Outcome::Complete(decision) => decision.to_string(),
                Outcome::Cancelled => "cancelled".to_owned(),
            };
            let none = None::<&str>;
            transaction.execute(
                update,
                params![id, label, file, line, none, none, none, outcome],
            )?;
            Progress::Decided(outcome)
        }
    })
}

/// The one question that a request waits with.
fn asked(workflow: &Task<approval>) -> Result<(RequestId, &str)> {
    let (id, Op::Ask(Ask { question })) = workflow.pending().next().context("it asks nothing")?;
    Ok((id, question))
}

/// Where the function waits.
pub(crate) fn location(workflow: &Task<approval>) -> Option<&'static Location> {
    workflow.tree().nodes().first()?.location
}

/// The variables the function has saved, and their names.
pub(crate) fn variables(workflow: &Task<approval>) -> Result<Vec<(String, Value)>> {
    let mut task = serde_json::to_value(workflow)?;
    let state = &mut task["state"]["root"]["state"];
    let tree = workflow.tree();
    let own = tree.nodes().first().map_or(&[][..], |root| &root.variables);
    let named = own
        .iter()
        .map(|(name, _)| (name.clone(), state[name].take()));
    Ok(named.collect())
}
