//! An order, from the payment to the courier, as one function; and what it asks of the world.

use std::{fmt, time::Duration};

use resumable::{
    join, race, resumable,
    task::{Cancelled, Request, Requests, Winner, try_join_all},
    try_join,
};
use serde::{Deserialize, Serialize};

/// So often a jammed printer is tried.
const MAX_PRINTS: u32 = 3;

/// What somebody wants to buy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Order {
    pub(crate) id: u64,
    pub(crate) card: String,
    pub(crate) cents: u32,
    pub(crate) items: Vec<String>,
    pub(crate) address: String,
}

/// Takes an order all the way, or undoes what has been done for it.
///
/// Its name is what stored orders know it by.
#[resumable(name = "checkout", request = Op)]
pub(crate) fn checkout(order: Order) -> Result<Tracking, Problem> {
    let id = order.id;
    let problem = match cancel_scope_!({ fulfil(order).await }) {
        Ok(Ok(tracking)) => return Ok(tracking),
        Ok(Err(problem)) => problem,
        Err(Cancelled) => Problem::Cancelled,
    };
    // A request that was withdrawn may have been carried out all the same, and nobody has told us. So these do not
    // undo what we know of, but whatever there is for this order.
    join!(
        Refund { order: id },
        Release { order: id },
        VoidLabel { order: id }
    )
    .await;
    Err(problem)
}

#[resumable(name = "fulfil", request = Op)]
fn fulfil(order: Order) -> Result<Tracking, Problem> {
    let Order {
        id,
        card,
        cents,
        items,
        address,
    } = order;
    Charge {
        order: id,
        card,
        cents,
    }
    .await?;
    let label = print_label(id, address.clone());
    let (_shelves, label) = try_join!(reserve(id, items), label).await?;
    match race!(courier(id, address, label), Sleep(days(3))).await {
        Winner::First(tracking) => Ok(tracking),
        Winner::Second(()) => Err(Problem::NoCourier),
    }
}

/// All items at once. The first that is missing ends it, and withdraws the others.
#[resumable(name = "reserve", request = Op)]
fn reserve(order: u64, items: Vec<String>) -> Result<Vec<Shelf>, Problem> {
    let all = items.into_iter().map(|item| Reserve { order, item });
    Ok(try_join_all(all).await?)
}

#[resumable(name = "print_label", request = Op)]
fn print_label(order: u64, address: String) -> Result<Label, Problem> {
    let mut attempt = 0;
    loop {
        attempt += 1;
        let address = address.clone();
        match (PrintLabel {
            order,
            address,
            attempt,
        })
        .await
        {
            Ok(label) => return Ok(label),
            Err(Jammed) if attempt == MAX_PRINTS => return Err(Problem::NoLabel),
            Err(Jammed) => Sleep(Duration::from_hours(1)).await,
        }
    }
}

/// Books a courier and waits for it; who does not wait to the end cancels the booking.
#[resumable(name = "courier", request = Op)]
fn courier(order: u64, address: String, label: Label) -> Tracking {
    let collected = cancel_scope_!({
        BookCourier { order, label }.await;
        Collected { order, address }.await
    });
    match collected {
        Ok(tracking) => tracking,
        Err(cancelled) => {
            CancelCourier { order }.await;
            match cancelled.await {}
        }
    }
}

fn days(days: u64) -> Duration {
    Duration::from_hours(24 * days)
}

/// All that is asked.
#[derive(Debug, Serialize, Deserialize, Requests)]
pub(crate) enum Op {
    Charge(Charge),
    Refund(Refund),
    Reserve(Reserve),
    Release(Release),
    PrintLabel(PrintLabel),
    VoidLabel(VoidLabel),
    BookCourier(BookCourier),
    CancelCourier(CancelCourier),
    Collected(Collected),
    Sleep(Sleep),
}

#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = Result<Receipt, Declined>)]
pub(crate) struct Charge {
    pub(crate) order: u64,
    pub(crate) card: String,
    pub(crate) cents: u32,
}

/// Gives back what was charged for an order, if anything was.
#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = ())]
pub(crate) struct Refund {
    pub(crate) order: u64,
}

#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = Result<Shelf, OutOfStock>)]
pub(crate) struct Reserve {
    pub(crate) order: u64,
    pub(crate) item: String,
}

/// Puts back what was reserved for an order, if anything was.
#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = ())]
pub(crate) struct Release {
    pub(crate) order: u64,
}

#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = Result<Label, Jammed>)]
pub(crate) struct PrintLabel {
    pub(crate) order: u64,
    pub(crate) address: String,
    pub(crate) attempt: u32,
}

/// Makes the label of an order worthless, if there is one.
#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = ())]
pub(crate) struct VoidLabel {
    pub(crate) order: u64,
}

#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = ())]
pub(crate) struct BookCourier {
    pub(crate) order: u64,
    pub(crate) label: Label,
}

/// Tells the courier not to come, if one was booked.
#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = ())]
pub(crate) struct CancelCourier {
    pub(crate) order: u64,
}

/// Waits until the courier has taken the parcel.
#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = Tracking)]
pub(crate) struct Collected {
    pub(crate) order: u64,
    pub(crate) address: String,
}

#[derive(Debug, Serialize, Deserialize, Request)]
#[request(answer = ())]
pub(crate) struct Sleep(pub(crate) Duration);

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Receipt(pub(crate) String);

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Declined;

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Shelf(pub(crate) u32);

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct OutOfStock {
    pub(crate) item: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Label(pub(crate) String);

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Jammed;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Tracking(pub(crate) String);

/// Why an order is not shipped.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Problem {
    Declined,
    OutOfStock,
    NoLabel,
    NoCourier,
    Cancelled,
}

impl From<Declined> for Problem {
    fn from(Declined: Declined) -> Self {
        Problem::Declined
    }
}

impl From<OutOfStock> for Problem {
    fn from(_: OutOfStock) -> Self {
        Problem::OutOfStock
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Problem::Declined => "card declined",
            Problem::OutOfStock => "out of stock",
            Problem::NoLabel => "no label",
            Problem::NoCourier => "no courier in time",
            Problem::Cancelled => "cancelled",
        })
    }
}
