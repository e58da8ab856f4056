//! The extras are a field like the others.

use edits::prelude::*;
use std::collections::BTreeMap;

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    price: u32,
    quantity: u32,
    voucher: Option<u32>,
    extras: BTreeMap<String, String>,
}

#[resumable(name = "shop", yield = &'static str, resume = u32)]
fn shop(order: Order) -> String {
    let paid = yield_!('pay: "how much is paid?");
    note(format!("paid {paid}"));
    let extras = order.extras.len();
    let voucher = order.voucher;
    format!(
        "{} at {} with {extras}, {voucher:?}",
        order.quantity, order.price
    )
}

fn main() {
    drive(|| {
        shop(Order {
            price: 3,
            quantity: 5,
            voucher: Some(9),
            extras: [("gift".to_owned(), "wrapped".to_owned())].into(),
        })
    });
}
