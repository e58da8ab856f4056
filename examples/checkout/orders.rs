//! Orders of all kinds, and what should become of each.

use anyhow::{Result, ensure};
use fastrand::Rng;

use crate::{
    services::{Services, courier_days},
    workflow::{Order, Problem, Tracking},
};

const ITEMS: [&str; 6] = ["anvil", "bell", "candle", "drum", "easel", "flute"];

/// An order, and after how many answers its customer thinks better of it.
pub(crate) struct Placed {
    pub(crate) order: Order,
    pub(crate) cancel_after: Option<u64>,
}

/// An order with at most one thing about it that goes wrong.
pub(crate) fn place(id: u64, random: &mut Rng) -> Placed {
    let count = random.usize(1..4);
    let mut order = Order {
        id,
        card: "full".into(),
        cents: random.u32(100..10_000),
        items: random
            .choose_multiple(ITEMS, count)
            .into_iter()
            .map(String::from)
            .collect(),
        address: format!("{} road", random.u32(1..100)),
    };
    let mut cancel_after = None;
    match random.u32(0..10) {
        0 => order.card = "empty".into(),
        1 => order.items.push("unicorn".into()),
        2 => order.address += ", the swamp",
        3 => order.address += ", the island",
        // Each order needs more answers than these.
        4 | 5 => cancel_after = Some(random.u64(0..5)),
        _ => {}
    }
    Placed {
        order,
        cancel_after,
    }
}

/// How an order has ended, in the words of the report.
pub(crate) fn named(outcome: &Result<Tracking, Problem>) -> String {
    match outcome {
        Ok(_) => "shipped".into(),
        Err(problem) => problem.to_string(),
    }
}

/// Compares how an order has ended with what was wrong with it, and with the books of the services.
///
/// By a clock that does not wait for a slow machine, a courier can be late who would have been in time.
pub(crate) fn audit(
    placed: &Placed,
    outcome: &str,
    services: &Services,
    punctual: bool,
) -> Result<()> {
    let Placed {
        order,
        cancel_after,
    } = placed;
    let expected = if cancel_after.is_some() {
        Err(Problem::Cancelled)
    } else if order.card == "empty" {
        Err(Problem::Declined)
    } else if order.items.iter().any(|item| item == "unicorn") {
        Err(Problem::OutOfStock)
    } else if order.address.ends_with("swamp") {
        Err(Problem::NoLabel)
    } else if courier_days(&order.address) > 3 {
        Err(Problem::NoCourier)
    } else {
        Ok(Tracking(String::new()))
    };
    let id = order.id;
    let late = !punctual && expected.is_ok() && outcome == named(&Err(Problem::NoCourier));
    let expected = named(&expected);
    ensure!(
        outcome == expected || late,
        "order {id} ended as `{outcome}`, and should have as `{expected}`"
    );
    let shipped = i64::from(outcome == "shipped");
    let items = i64::try_from(order.items.len())?;
    for (book, once) in [
        ("money", i64::from(order.cents)),
        ("stock", items),
        ("label", 1),
        ("courier", 1),
        ("parcel", 1),
    ] {
        let (balance, due) = (services.balance(id, book)?, once * shipped);
        ensure!(
            balance == due,
            "order {id} ({outcome}) has {balance} in the book `{book}`, and should have {due}"
        );
    }
    Ok(())
}
