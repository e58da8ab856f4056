//! The price has a type of its own, which holds what it was.

use edits::prelude::*;

#[derive(Debug, Serialize, Deserialize)]
struct Price(u32);

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    price: Price,
    quantity: u32,
}

#[resumable(name = "shop", yield = &'static str, resume = u32)]
fn shop(order: Order) -> String {
    let paid = yield_!('pay: "how much is paid?");
    note(format!("paid {paid}"));
    format!("{} at {}, {paid} paid", order.quantity, order.price.0)
}

fn main() {
    drive(|| {
        shop(Order {
            price: Price(3),
            quantity: 5,
        })
    });
}
