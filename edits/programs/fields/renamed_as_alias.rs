//! The quantity is called an amount, and is still a quantity to serde.

use edits::prelude::*;

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    price: u32,
    #[serde(rename = "quantity")]
    amount: u32,
}

#[resumable(name = "shop", yield = &'static str, resume = u32)]
fn shop(order: Order) -> String {
    let paid = yield_!('pay: "how much is paid?");
    note(format!("paid {paid}"));
    format!("{} at {}, {paid} paid", order.amount, order.price)
}

fn main() {
    drive(|| {
        shop(Order {
            price: 3,
            amount: 5,
        })
    });
}
