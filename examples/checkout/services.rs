//! The world outside: a bank, a warehouse, a printer and couriers, with books of their own.
//!
//! What they do cannot share a transaction with the orders' store, so that a driver that dies between the two does not
//! know whether a request was carried out. They keep the answer to each request under its key, though, and give the
//! same answer to the same key, without doing anything again.

use std::path::Path;

use anyhow::Result;
use examples::Layout;
use resumable::task::{Request, RequestId};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::workflow::{
    BookCourier, CancelCourier, Charge, Collected, Declined, Jammed, Label, Op, OutOfStock,
    PrintLabel, Receipt, Refund, Release, Reserve, Shelf, Sleep, Tracking, VoidLabel,
};

const LAYOUT: Layout = Layout {
    program: "checkout's services",
    application_id: 0x7265_7377,
    version: 1,
    tables: "
        CREATE TABLE effect (
            purchase INTEGER NOT NULL,
            request INTEGER NOT NULL,  -- with the purchase the key that a request is known by
            book TEXT NOT NULL,        -- money, stock, label, courier or parcel
            amount INTEGER NOT NULL,   -- what it has added there
            answer TEXT NOT NULL,
            calls INTEGER NOT NULL,    -- how often it was asked
            PRIMARY KEY (purchase, request)
        ) STRICT;
        CREATE TABLE sold_out (item TEXT PRIMARY KEY) STRICT;
        INSERT INTO sold_out VALUES ('unicorn');
    ",
};

/// A request of one of many purchases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) purchase: u64,
    pub(crate) request: RequestId,
}

pub(crate) struct Services {
    db: Connection,
}

/// What carrying out a request adds to which book, and what is answered.
struct Effect {
    book: &'static str,
    amount: i64,
    answer: String,
}

impl Effect {
    /// The answer must be of the type that the request `Q` says.
    fn of<Q: Request>(book: &'static str, amount: i64, answer: &Q::Answer) -> Result<Self> {
        let answer = serde_json::to_string(answer)?;
        Ok(Effect {
            book,
            amount,
            answer,
        })
    }
}

impl Services {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let db = examples::open(path, &LAYOUT)?;
        Ok(Services { db })
    }

    /// Carries out a request, unless that has been done; the answer, as JSON.
    pub(crate) fn perform(&mut self, key: Key, op: &Op) -> Result<String> {
        let Key { purchase, request } = key;
        let transaction = examples::write(&mut self.db)?;
        let again = "UPDATE effect SET calls = calls + 1 WHERE (purchase, request) = (?1, ?2) RETURNING answer";
        let known = transaction
            .query_row(again, [purchase, request.number()], |row| row.get(0))
            .optional()?;
        let answer = if let Some(answer) = known {
            answer
        } else {
            let Effect {
                book,
                amount,
                answer,
            } = effect(&transaction, op)?;
            transaction.execute(
                "INSERT INTO effect VALUES (?1, ?2, ?3, ?4, ?5, 1)",
                params![purchase, request.number(), book, amount, answer],
            )?;
            answer
        };
        transaction.commit()?;
        Ok(answer)
    }

    /// What all effects for a purchase come to, in one of the books.
    pub(crate) fn balance(&self, purchase: u64, book: &str) -> Result<i64> {
        balance(&self.db, purchase, book)
    }

    /// How many requests were carried out, and how many of them were asked more than once.
    pub(crate) fn counts(&self) -> Result<(u64, u64)> {
        let query = "SELECT count(*), count(*) FILTER (WHERE calls > 1) FROM effect";
        Ok(self
            .db
            .query_row(query, (), |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// What was charged, and what was given back.
    pub(crate) fn money(&self) -> Result<(i64, i64)> {
        let query = "SELECT coalesce(sum(max(amount, 0)), 0), coalesce(sum(max(-amount, 0)), 0)
            FROM effect WHERE book = 'money'";
        Ok(self
            .db
            .query_row(query, (), |row| Ok((row.get(0)?, row.get(1)?)))?)
    }
}

/// How many days after it was booked a courier comes.
pub(crate) fn courier_days(address: &str) -> u32 {
    if address.ends_with("island") { 5 } else { 2 }
}

/// Whether the printer jams: it does not like the number 5, nor moist paper at all.
fn jams(label: &PrintLabel) -> bool {
    label.order.is_multiple_of(5) && label.attempt < 3 || label.address.ends_with("swamp")
}

fn balance(db: &Connection, purchase: u64, book: &str) -> Result<i64> {
    let query = "SELECT coalesce(sum(amount), 0) FROM effect WHERE (purchase, book) = (?1, ?2)";
    Ok(db.query_row(query, params![purchase, book], |row| row.get(0))?)
}

fn effect(db: &Transaction<'_>, op: &Op) -> Result<Effect> {
    let undo = |order, book| -> Result<i64> { Ok(-balance(db, order, book)?) };
    match op {
        Op::Charge(Charge { card, .. }) if card == "empty" => {
            Effect::of::<Charge>("money", 0, &Err(Declined))
        }
        Op::Charge(Charge { order, cents, .. }) => {
            let receipt = Receipt(format!("receipt {order}"));
            Effect::of::<Charge>("money", i64::from(*cents), &Ok(receipt))
        }
        Op::Refund(Refund { order }) => Effect::of::<Refund>("money", undo(*order, "money")?, &()),
        Op::Reserve(Reserve { item, .. }) => {
            let query = "SELECT count(*) FROM sold_out WHERE item = ?1";
            if db.query_row(query, [item], |row| row.get::<_, bool>(0))? {
                let item = item.clone();
                return Effect::of::<Reserve>("stock", 0, &Err(OutOfStock { item }));
            }
            let shelf = u32::try_from(item.len())?;
            Effect::of::<Reserve>("stock", 1, &Ok(Shelf(shelf)))
        }
        Op::Release(Release { order }) => {
            Effect::of::<Release>("stock", undo(*order, "stock")?, &())
        }
        Op::PrintLabel(label) if jams(label) => Effect::of::<PrintLabel>("label", 0, &Err(Jammed)),
        Op::PrintLabel(PrintLabel { address, .. }) => {
            Effect::of::<PrintLabel>("label", 1, &Ok(Label(format!("to {address}"))))
        }
        Op::VoidLabel(VoidLabel { order }) => {
            Effect::of::<VoidLabel>("label", undo(*order, "label")?, &())
        }
        Op::BookCourier(_) => Effect::of::<BookCourier>("courier", 1, &()),
        Op::CancelCourier(CancelCourier { order }) => {
            Effect::of::<CancelCourier>("courier", undo(*order, "courier")?, &())
        }
        Op::Collected(Collected { order, .. }) => {
            Effect::of::<Collected>("parcel", 1, &Tracking(format!("parcel {order}")))
        }
        Op::Sleep(_) => Effect::of::<Sleep>("time", 0, &()),
    }
}
