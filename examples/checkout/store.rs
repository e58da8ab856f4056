//! The store: a task for each order, with what it waits for.

use std::{
    path::Path,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};
use examples::Layout;
use fastrand::Rng;
use resumable::task::{Outcome, RequestId, Task, Update};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::{
    fuse::Fuse,
    orders::{self, Placed},
    services::{Key, courier_days},
    workflow::{Collected, Op, Problem, Sleep, Tracking, checkout},
};

const LAYOUT: Layout = Layout {
    program: "checkout",
    application_id: 0x7265_7363,
    version: 1,
    tables: "
        CREATE TABLE purchase (
            id INTEGER PRIMARY KEY,
            placed TEXT NOT NULL,           -- the order, as JSON
            cancel_after INTEGER,           -- the customer cancels it when so many answers have come
            cancelled INTEGER NOT NULL DEFAULT 0,
            answers INTEGER NOT NULL DEFAULT 0,
            snapshot BLOB,                  -- the task ..
            outcome TEXT                    -- .. or how it has ended
        ) STRICT;
        CREATE TABLE request (              -- what the tasks wait for, as their snapshots say
            purchase INTEGER NOT NULL,
            id INTEGER NOT NULL,
            name TEXT NOT NULL,
            due INTEGER,                    -- when it is answered, if that is a matter of time
            PRIMARY KEY (purchase, id)
        ) STRICT;
        CREATE TABLE clock (now INTEGER NOT NULL) STRICT;
        INSERT INTO clock VALUES (0);
    ",
};

/// What deadlines are measured by, in milliseconds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    /// The one on the wall, on which a day of the orders takes so long.
    Wall { day: u64 },
    /// It stands still while there is work, and is put forward to the next deadline when there is none.
    Jumping,
}

const DAY: Duration = Duration::from_hours(24);

pub(crate) struct Store {
    db: Connection,
    clock: Clock,
}

impl Store {
    pub(crate) fn open(path: &Path, clock: Clock) -> Result<Self> {
        let db = examples::open(path, &LAYOUT)?;
        Ok(Store { db, clock })
    }

    /// Fills a new store with orders, each of which waits for its first answers.
    pub(crate) fn place(&mut self, orders: u64, random: &mut Rng) -> Result<()> {
        let (clock, now) = (self.clock, self.now()?);
        let transaction = examples::write(&mut self.db)?;
        if transaction.query_row("SELECT count(*) FROM purchase", (), |row| {
            row.get::<_, u64>(0)
        })? > 0
        {
            return Ok(());
        }
        for id in 1..=orders {
            let Placed {
                order,
                cancel_after,
            } = orders::place(id, random);
            let placed = serde_json::to_string(&order)?;
            let task = Task::start(checkout(order));
            transaction.execute(
                "INSERT INTO purchase (id, placed, cancel_after, snapshot) VALUES (?1, ?2, ?3, ?4)",
                params![id, placed, cancel_after, task.snapshot()?],
            )?;
            for (request, op) in task.pending() {
                insert(&transaction, id, request, op, clock.due(now, op)?)?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// The tasks of the orders that have not ended.
    pub(crate) fn tasks(&self) -> Result<Vec<(u64, Task<checkout>)>> {
        let query = "SELECT id, snapshot FROM purchase WHERE snapshot IS NOT NULL";
        let mut statement = self.db.prepare(query)?;
        let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.map(|row| {
            let (id, snapshot): (u64, Vec<u8>) = row?;
            let task = Task::restore(&snapshot).with_context(|| {
                format!("order {id} was stored by another version of this program")
            })?;
            Ok((id, task))
        })
        .collect()
    }

    /// Stores what an answer, or a cancellation, has led to: the task, and what it waits for. There is no moment at which
    /// one is on disk without the other.
    pub(crate) fn keep(
        &mut self,
        purchase: u64,
        task: &Task<checkout>,
        answered: Option<RequestId>,
        update: &Update<Result<Tracking, Problem>>,
        fuse: &mut Fuse,
    ) -> Result<()> {
        let (clock, now) = (self.clock, self.now()?);
        let transaction = examples::write(&mut self.db)?;
        let (snapshot, outcome) = match &update.outcome {
            None => (Some(task.snapshot()?), None),
            Some(Outcome::Complete(outcome)) => (None, Some(orders::named(outcome))),
            Some(Outcome::Cancelled) => (None, Some("cancelled in its cleanup".into())),
        };
        let count = match answered {
            Some(_) => "answers = answers + 1",
            None => "cancelled = 1",
        };
        transaction.execute(
            &format!("UPDATE purchase SET (snapshot, outcome) = (?2, ?3), {count} WHERE id = ?1"),
            params![purchase, snapshot, outcome],
        )?;
        for request in answered.iter().chain(&update.withdrawn) {
            transaction.execute(
                "DELETE FROM request WHERE (purchase, id) = (?1, ?2)",
                [purchase, request.number()],
            )?;
        }
        for &request in &update.asked {
            let op = task.request(request).context("what was asked is pending")?;
            insert(&transaction, purchase, request, op, clock.due(now, op)?)?;
        }
        fuse.moment();
        transaction.commit()?;
        fuse.moment();
        Ok(())
    }

    /// An order of which the customer thinks better now.
    pub(crate) fn cancelled(&self) -> Result<Option<u64>> {
        let query = "SELECT id FROM purchase
            WHERE cancel_after = answers AND NOT cancelled AND snapshot IS NOT NULL";
        Ok(self.db.query_row(query, (), |row| row.get(0)).optional()?)
    }

    /// The request that time answers next, and when.
    pub(crate) fn deadline(&self) -> Result<Option<(Key, u64)>> {
        let query = "SELECT purchase, id, due FROM request WHERE due IS NOT NULL
            ORDER BY due, purchase, id LIMIT 1";
        let deadline = self.db.query_row(query, (), |row| {
            let (purchase, request) = (row.get(0)?, RequestId::new(row.get(1)?));
            Ok((Key { purchase, request }, row.get(2)?))
        });
        Ok(deadline.optional()?)
    }

    pub(crate) fn now(&self) -> Result<u64> {
        let now = || SystemTime::now().duration_since(UNIX_EPOCH);
        Ok(match self.clock {
            Clock::Wall { .. } => u64::try_from(now()?.as_millis())?,
            Clock::Jumping => {
                let query = "SELECT now FROM clock";
                self.db.query_row(query, (), |row| row.get(0))?
            }
        })
    }

    /// Waits for a deadline.
    pub(crate) fn wait(&self, due: u64) -> Result<()> {
        match self.clock {
            Clock::Wall { .. } => {
                let left = due.saturating_sub(self.now()?);
                std::thread::sleep(Duration::from_millis(left));
            }
            Clock::Jumping => {
                self.db.execute("UPDATE clock SET now = ?1", [due])?;
            }
        }
        Ok(())
    }

    /// How the orders have ended.
    pub(crate) fn ended(&self) -> Result<Vec<(Placed, String)>> {
        let query = "SELECT placed, cancel_after, outcome FROM purchase WHERE snapshot IS NULL";
        let mut statement = self.db.prepare(query)?;
        let rows = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        rows.map(|row| {
            let (order, cancel_after, outcome): (String, _, _) = row?;
            let order = serde_json::from_str(&order)?;
            let placed = Placed {
                order,
                cancel_after,
            };
            Ok((placed, outcome))
        })
        .collect()
    }

    /// How many orders have not ended, and how many answers have come.
    pub(crate) fn progress(&self) -> Result<(u64, u64)> {
        let query = "SELECT count(snapshot), coalesce(sum(answers), 0) FROM purchase";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok(self.db.query_row(query, (), read)?)
    }
}

impl Clock {
    /// When time answers a request that is asked now, if it is time that does.
    fn due(self, now: u64, op: &Op) -> Result<Option<u64>> {
        let after = match op {
            Op::Sleep(Sleep(duration)) => *duration,
            Op::Collected(Collected { address, .. }) => DAY * courier_days(address),
            _ => return Ok(None),
        };
        let after = match self {
            Clock::Wall { day } => after.as_millis() * u128::from(day) / DAY.as_millis(),
            Clock::Jumping => after.as_millis(),
        };
        Ok(Some(now + u64::try_from(after)?))
    }
}

/// Whether a request is answered when its time has come.
pub(crate) const fn is_timed(op: &Op) -> bool {
    matches!(op, Op::Sleep(_) | Op::Collected(_))
}

fn insert(
    transaction: &Transaction<'_>,
    purchase: u64,
    request: RequestId,
    op: &Op,
    due: Option<u64>,
) -> Result<()> {
    use resumable::task::Requests;

    transaction.execute(
        "INSERT INTO request VALUES (?1, ?2, ?3, ?4)",
        params![purchase, request.number(), op.name(), due],
    )?;
    Ok(())
}
